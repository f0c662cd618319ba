"""What things exist in the sandbox's world? Plain records; the rules are in the sibling modules."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChatKind = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

PRESENT: frozenset[str] = frozenset({"creator", "administrator", "member", "restricted"})
"""Statuses of people who are in the chat."""
ADMINS: frozenset[str] = frozenset({"creator", "administrator"})
KEEP_UPDATES = 24 * 3600
"""Seconds that an unfetched update is kept (Bot API, getUpdates)."""


@dataclass(slots=True)
class User:
    """An account, human or bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "id"
    phone: str = ""
    is_bot: bool = False
    deactivated: bool = False


@dataclass(slots=True)
class Update:
    """One entry of a bot's queue; `payload` is the update object already in JSON."""

    id: int
    date: float
    kind: str
    chat_id: int
    payload: str


@dataclass(slots=True)
class Webhook:
    """Where and how updates are pushed."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error: str = ""


@dataclass(slots=True)
class Relation:
    """What one person did with one bot."""

    started: bool = False
    blocked: bool = False


@dataclass(slots=True)
class Bot:
    """A bot account with its queue and everything that it told BotFather or set through the API."""

    user: User
    token: str
    privacy: bool = True
    last_private_id: int = 0
    last_update_id: int = 100_000_000
    updates: deque[Update] = field(default_factory=deque)
    again: list[Update] = field(default_factory=list)
    allowed: frozenset[str] | None = None
    webhook: Webhook | None = None
    relations: dict[int, Relation] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    default_rights: dict[bool, Json] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return self.user.id

    def relation(self, user_id: int) -> Relation:
        """The relation with a person, made on first use."""
        return self.relations.setdefault(user_id, Relation())


@dataclass(slots=True)
class Member:
    """A person's place in a chat; `rights` are an administrator's can_… switches that are on."""

    user_id: int
    status: Status
    anonymous: bool = False
    title: str = ""
    rights: frozenset[str] = frozenset()


@dataclass(slots=True)
class Topic:
    """A forum topic of a supergroup."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Message:
    """One message; `content` holds its body in Bot API form (text+entities, photo+caption, service…).

    `author` is the account that really wrote it, also where `sender` is hidden.
    """

    id: int
    chat: "Chat"
    date: int
    content: Json
    kind: str
    author: int = 0
    sender: User | None = None
    sender_chat: "Chat | None" = None
    signature: str = ""
    markup: Json | None = None
    reply_to: int = 0
    thread: int = 0
    edit_date: int = 0
    origin: Json | None = None
    preview: Json | None = None
    protected: bool = False
    silent: bool = False
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def inline(self) -> list[list[Json]]:
        """Rows of inline buttons, empty when there are none."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


@dataclass(slots=True)
class Chat:
    """A conversation. A private chat belongs to one bot and one person (`bot_id`, id = the person's)."""

    id: int
    kind: ChatKind
    title: str = ""
    username: str = ""
    bot_id: int = 0
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    signed: bool = False
    locked: bool = False
    protected: bool = False
    migrated_to: int = 0
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboard: Json | None = None
    revision: int = 0


@dataclass(slots=True)
class Answer:
    """What a bot answered to a press; `after` in real seconds."""

    text: str
    show_alert: bool
    url: str
    after: float


@dataclass(slots=True)
class Query:
    """One press of an inline button; `pressed` is a monotonic reading."""

    id: str
    bot_id: int
    user_id: int
    chat_id: int
    message_id: int
    data: str
    pressed: float
    answer: Answer | None = None


@dataclass(slots=True)
class File:
    """An uploaded file; `path` is its address under /file/bot<token>/."""

    id: str
    unique_id: str
    path: str
    data: bytes
    name: str = ""
    mime: str = ""
