"""What is the state of the small Telegram? One pure object: no I/O and no clock; `now` is a parameter."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.model import Bot, Chat, File, Message, Query, User

ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
"""The account that Telegram shows as the sender of an anonymous administrator's message."""
CHANNEL_BASE = -1_000_000_000_000
"""Supergroup and channel ids are this minus a positive number: they read -100xxxxxxxxxx."""


@dataclass(slots=True)
class World:
    """Every account, chat, message, press and file. Change it through the sibling modules, not by hand."""

    users: dict[int, User] = field(default_factory=dict)
    bots: dict[int, Bot] = field(default_factory=dict)
    tokens: dict[str, Bot] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    private: dict[tuple[int, int], Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    paths: dict[str, File] = field(default_factory=dict)
    revision: int = 0
    strict_parameters: bool = True
    last_user_id: int = 700_000_000
    last_group_id: int = 4_000_000_000
    last_super_id: int = 2_100_000_000
    last_query_id: int = 4_000_000_000_000_000
    last_file_id: int = 0
    on_change: list[Callable[[], None]] = field(default_factory=list)
    on_update: list[Callable[[Bot], None]] = field(default_factory=list)
    on_webhook: list[Callable[[Bot], None]] = field(default_factory=list)

    def touch(self, chat: Chat | None = None) -> None:
        """Count one visible change, of a chat when given, and tell the listeners."""
        self.revision += 1
        if chat is not None:
            chat.revision = self.revision
        for listener in self.on_change:
            listener()

    def add_bot(self, token: str, username: str, name: str, *, privacy: bool = True) -> Bot:
        """Register a bot; its id is the number before the colon of its token."""
        bot_id = int(token.split(":", 1)[0])
        account = User(bot_id, name, username=username, is_bot=True, language_code="")
        bot = Bot(account, token, privacy)
        self.users[bot_id] = account
        self.bots[bot_id] = self.tokens[token] = bot
        self.touch()
        return bot

    def add_user(self, user: User) -> User:
        """Register a person; id 0 takes a free one."""
        if not user.id:
            self.last_user_id += 1
            user.id = self.last_user_id
        if user.id in self.users:
            raise ValueError(f"there is already an account {user.id}")
        self.users[user.id] = user
        self.touch()
        return user

    def add_chat(self, chat: Chat) -> Chat:
        """Register a group, supergroup or channel."""
        if chat.id in self.chats:
            raise ValueError(f"there is already a chat {chat.id}")
        self.chats[chat.id] = chat
        self.touch(chat)
        return chat

    def private_chat(self, bot: Bot, user_id: int) -> Chat:
        """The private chat of a bot and a person, made on first use."""
        key = (bot.id, user_id)
        if key not in self.private:
            self.private[key] = Chat(user_id, "private", bot_id=bot.id)
        return self.private[key]

    def next_message_id(self, chat: Chat) -> int:
        """Private chats of one bot share a count, every other chat has its own."""
        if chat.kind == "private":
            bot = self.bots[chat.bot_id]
            bot.last_private_id += 1
            return bot.last_private_id
        chat.last_id += 1
        return chat.last_id

    def keep(self, message: Message) -> Message:
        """Store a message in its chat."""
        message.chat.messages[message.id] = message
        self.touch(message.chat)
        return message
