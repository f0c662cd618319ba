"""How does a person's message get into a chat, and what does their phone not let them do?"""

from collections.abc import Callable

from bot.sandbox.errors import ActError
from bot.sandbox.members import has_right, is_admin, is_present
from bot.sandbox.model import Bot, Chat, Json, Message, User
from bot.sandbox.updates import tell
from bot.sandbox.world import ANONYMOUS_ADMIN, World


class Posting:
    """What all acts of people have in common: who acts, where, and the message that comes of it."""

    def __init__(self, world: World, now: Callable[[], float]) -> None:
        self.world = world
        self._now = now

    def person(self, user_id: int) -> User:
        """A living account."""
        user = self.world.users.get(user_id)
        if user is None or user.is_bot:
            raise ActError(f"there is no person {user_id}")
        if user.deactivated:
            raise ActError(f"the account of {user.first_name} is deactivated")
        return user

    def bot(self, bot_id: int = 0) -> Bot:
        """A bot by id, or the first one."""
        if not self.world.bots:
            raise ActError("there is no bot yet")
        found = self.world.bots.get(bot_id) if bot_id else next(iter(self.world.bots.values()))
        if found is None:
            raise ActError(f"there is no bot {bot_id}")
        return found

    def chat(self, user_id: int, chat_id: int = 0, *, inside: bool = True) -> Chat:
        """The chat as a person names it: a bot's id, their own id or 0 for the private chat with it."""
        if chat_id in (0, user_id) or chat_id in self.world.bots:
            return self.world.private_chat(self.bot(chat_id if chat_id in self.world.bots else 0), user_id)
        chat = self.world.chats.get(chat_id)
        if chat is None:
            raise ActError(f"there is no chat {chat_id}")
        if inside and not is_present(chat, user_id):
            raise ActError(f"{self.world.users[user_id].first_name} is not in {chat.title}")
        return chat

    def message(self, user_id: int, chat_id: int, message_id: int) -> Message:
        """A message that the person can see."""
        message = self.chat(user_id, chat_id).messages.get(message_id)
        if message is None:
            raise ActError(f"message {message_id} is gone")
        return message

    def say(
        self, user_id: int, chat_id: int, kind: str, content: Json, reply_to: int = 0, thread: int = 0
    ) -> int:
        """Put a person's message into a chat; returns its id."""
        user, chat = self.person(user_id), self.chat(user_id, chat_id)
        self._check_may_write(user, chat, content)
        if reply_to and reply_to not in chat.messages:
            raise ActError(f"message {reply_to} is gone")
        now = self._now()
        message = Message(
            self.world.next_message_id(chat),
            chat,
            int(now),
            content,
            kind,
            author=user.id,
            reply_to=reply_to,
            thread=thread,
            protected=chat.protected,
        )
        self._sign(message, user)
        if chat.keyboard is not None and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        self.world.keep(message)
        tell(self.world, message, now)
        return message.id

    def _check_may_write(self, user: User, chat: Chat, content: Json) -> None:
        if chat.kind == "private":
            self._check_private(user, chat, str(content.get("text", "")))
        elif chat.migrated_to:
            raise ActError(f"{chat.title} is a supergroup now: {chat.migrated_to}")
        elif chat.kind == "channel" and not has_right(chat, user.id, "can_post_messages"):
            raise ActError(f"{user.first_name} may not post in {chat.title}")
        elif chat.members[user.id].status == "restricted" or (chat.locked and not is_admin(chat, user.id)):
            raise ActError(f"{user.first_name} may not write in {chat.title}")

    def _check_private(self, user: User, chat: Chat, text: str) -> None:
        relation = self.world.bots[chat.bot_id].relation(user.id)
        if relation.blocked:
            raise ActError(f"{user.first_name} has blocked the bot; unblock or start it first")
        if text.split(" ")[0] == "/start":
            relation.started = True
        if not relation.started:
            raise ActError(f"{user.first_name} has not pressed Start yet")

    def _sign(self, message: Message, user: User) -> None:
        """Who is shown as the sender: the person, the channel, or (anonymous administrators) the group."""
        chat = message.chat
        if chat.kind == "channel":
            message.sender_chat = chat
            message.signature = f"{user.first_name} {user.last_name}".strip() if chat.signed else ""
            return
        member = chat.members.get(user.id)
        if member is not None and member.anonymous and is_admin(chat, user.id):
            message.sender, message.sender_chat = ANONYMOUS_ADMIN, chat
            message.signature = member.title
            return
        message.sender = user

    def is_author(self, user: User, message: Message) -> bool:
        """May this person edit the message?"""
        if message.chat.kind == "channel" and has_right(message.chat, user.id, "can_edit_messages"):
            return True
        return message.author == user.id
