"""Who is there, and how do people come, go, start and block? The Python face of everything that people do."""

from collections.abc import Iterable

from bot.sandbox import chats
from bot.sandbox.errors import ActError
from bot.sandbox.members import is_present, set_blocked, set_member
from bot.sandbox.methods.commands import menu
from bot.sandbox.model import Bot, Chat, ChatKind, Json, Member, Status, User
from bot.sandbox.presses import Presses
from bot.sandbox.views import view


class People(Presses):
    """Accounts, chats and memberships, and through its bases every act of a person.

    `chat_id` is a group's or channel's id; 0, the person's own id or a bot's id mean the private chat with
    the bot.
    """

    def add_bot(self, token: str, username: str, name: str, *, privacy: bool = True) -> Bot:
        """Register a bot account under a token."""
        return self.world.add_bot(token, username, name, privacy=privacy)

    def add_user(
        self,
        first_name: str,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "id",
        phone: str = "",
        user_id: int = 0,
        started: bool = False,
    ) -> User:
        """Create a person; `started` marks that they once pressed Start at every bot (no update is sent)."""
        user = self.world.add_user(User(user_id, first_name, last_name, username, language_code, phone))
        if started:
            for bot in self.world.bots.values():
                bot.relation(user.id).started = True
        return user

    def add_group(self, title: str, *, owner: int = 0, chat_id: int = 0) -> Chat:
        """Create a basic group."""
        return self._add("group", title, owner, chat_id)

    def add_supergroup(self, title: str, *, owner: int = 0, chat_id: int = 0, username: str = "") -> Chat:
        """Create a supergroup."""
        return self._add("supergroup", title, owner, chat_id, username)

    def add_channel(
        self, title: str, *, owner: int = 0, chat_id: int = 0, username: str = "", signed: bool = False
    ) -> Chat:
        """Create a channel; a signed one shows its authors' names."""
        return self._add("channel", title, owner, chat_id, username, signed)

    def _add(
        self,
        kind: ChatKind,
        title: str,
        owner: int,
        chat_id: int,
        username: str = "",
        signed: bool = False,
    ) -> Chat:
        chat = chats.new_chat(self.world, kind, title, chat_id=chat_id, username=username, signed=signed)
        if owner:
            chat.members[owner] = Member(owner, "creator")
        return chat

    def set_member(
        self,
        chat_id: int,
        user_id: int,
        status: Status = "member",
        *,
        by: int = 0,
        anonymous: bool = False,
        title: str = "",
        rights: Iterable[str] | None = None,
    ) -> Member:
        """Give a person or bot a place in a chat; the bots concerned get their updates."""
        chat = self.world.chats.get(chat_id)
        user = self.world.users.get(user_id)
        if chat is None or user is None:
            raise ActError(f"there is no chat {chat_id} or no account {user_id}")
        actor = self.world.users.get(by) or self._owner(chat)
        return set_member(
            self.world,
            chat,
            user,
            status,
            self._now(),
            by=actor,
            anonymous=anonymous,
            title=title,
            rights=rights,
        )

    def _owner(self, chat: Chat) -> User | None:
        owner = next((m.user_id for m in chat.members.values() if m.status == "creator"), 0)
        return self.world.users.get(owner)

    def set_chat(
        self,
        chat_id: int,
        *,
        title: str | None = None,
        username: str | None = None,
        signed: bool | None = None,
        locked: bool | None = None,
        protected: bool | None = None,
    ) -> Chat:
        """Change a chat's settings: `locked`: only administrators write, `protected`: no forwarding."""
        chat = self.world.chats[chat_id]
        given = {
            "title": title,
            "username": username,
            "signed": signed,
            "locked": locked,
            "protected": protected,
        }
        for name, value in given.items():
            if value is not None:
                setattr(chat, name, value)
        self.world.touch(chat)
        return chat

    def set_privacy(self, on: bool, bot_id: int = 0) -> None:
        """Switch a bot's privacy mode."""
        self.bot(bot_id).privacy = on
        self.world.touch()

    def migrate(self, chat_id: int, new_id: int = 0) -> Chat:
        """Upgrade a group to a supergroup; returns the new chat."""
        return chats.migrate(self.world, self.world.chats[chat_id], self._now(), new_id=new_id)

    def start(self, user_id: int, payload: str = "", bot_id: int = 0) -> int:
        """Press Start (after unblocking if need be), with a deep link's payload if any."""
        self.unblock(user_id, bot_id)
        return self.text(user_id, self.bot(bot_id).id, f"/start {payload}".strip())

    def block(self, user_id: int, bot_id: int = 0) -> None:
        """Block the bot."""
        set_blocked(self.world, self.bot(bot_id), self.person(user_id), True, self._now())

    def unblock(self, user_id: int, bot_id: int = 0) -> None:
        """Unblock the bot."""
        set_blocked(self.world, self.bot(bot_id), self.person(user_id), False, self._now())

    def deactivate(self, user_id: int) -> None:
        """Delete the account."""
        self.person(user_id).deactivated = True
        self.world.touch()

    def join(self, user_id: int, chat_id: int) -> Member:
        """Enter a group or channel."""
        user, chat = self.person(user_id), self.chat(user_id, chat_id, inside=False)
        old = chat.members.get(user_id)
        if old is not None and old.status == "kicked":
            raise ActError(f"{user.first_name} is banned from {chat.title}")
        return set_member(self.world, chat, user, "member", self._now())

    def leave(self, user_id: int, chat_id: int) -> Member:
        """Leave a group or channel."""
        user, chat = self.person(user_id), self.chat(user_id, chat_id)
        return set_member(self.world, chat, user, "left", self._now())

    def menu(self, user_id: int, chat_id: int = 0, bot_id: int = 0) -> list[Json]:
        """The commands that the bot's menu offers this person in this chat."""
        return menu(self.bot(bot_id), self.chat(user_id, chat_id), self.world.users[user_id])

    def view(self, user_id: int, chat_id: int = 0) -> Json:
        """What the person sees in the chat now (see `views.view`)."""
        chat = self.chat(user_id, chat_id, inside=False)
        if chat.kind != "private" and not is_present(chat, user_id):
            raise ActError(f"{self.world.users[user_id].first_name} is not in {chat.title}")
        return view(self.world, chat)

    def messages(self, user_id: int, chat_id: int = 0) -> list[Json]:
        """The visible messages, oldest first."""
        found: list[Json] = self.view(user_id, chat_id)["messages"]
        return found
