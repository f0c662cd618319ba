"""Which fault is it? Errors sorted at the border into a closed set; unknown = try again and tell."""

from dataclasses import dataclass

from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.domain.people import Reach


@dataclass(frozen=True, slots=True)
class Blocked:
    """Nobody is there any more: the chat can not be written to."""

    reach: Reach
    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group became a supergroup with this id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Slow:
    """429: nothing before `seconds` have passed."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Gone:
    """The message that was to be edited or answered is not there."""

    text: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may work later; `perhaps_sent` = the request had left and nobody said what came of it, so it may
    have worked already; `everybody` = the fault is not this recipient's: nobody answered for Telegram."""

    text: str
    perhaps_sent: bool
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """Our own mistake: the same request will never work."""

    text: str


Fault = Blocked | Moved | Slow | Gone | Unsure | Broken

# Texts as TELEGRAM's servers write them, lower case; the first that fits decides.
FORBIDDEN: tuple[tuple[str, Reach], ...] = (
    ("bot was blocked by the user", Reach.BLOCKED),
    ("user is deactivated", Reach.DEACTIVATED),
    ("can't initiate conversation", Reach.NEVER_STARTED),
    ("bot was kicked from", Reach.BLOCKED),
    ("bot is not a member of", Reach.BLOCKED),
)
NOT_THERE: tuple[tuple[str, Reach], ...] = (
    ("chat not found", Reach.NEVER_STARTED),
    ("user not found", Reach.NEVER_STARTED),
    ("not enough rights to send", Reach.BLOCKED),
    ("chat_write_forbidden", Reach.BLOCKED),
    ("need administrator rights", Reach.BLOCKED),
    ("input_user_deactivated", Reach.DEACTIVATED),
)
GONE = (
    "message to edit not found",
    "message can't be edited",
    "message to be replied not found",
    "message to delete not found",
    "message_id_invalid",
    "message thread not found",
)
SAME = "message is not modified"
SERVER_ERRORS = (
    (500, "Internal Server Error"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Time"),
)
NOT_LEFT = (
    "ClientConnectorError",
    "ClientConnectorDNSError",
    "ConnectionRefusedError",
    "ClientConnectorSSLError",
    "ClientConnectorCertificateError",
    "ClientSSLError",
    "UnixClientConnectorError",
    "ClientProxyConnectionError",
)


def sort(error: AiogramError) -> Fault:
    """The fault that an exception of the library stands for."""
    if isinstance(error, TelegramRetryAfter):
        return Slow(float(error.retry_after))
    if isinstance(error, TelegramMigrateToChat):
        return Moved(error.migrate_to_chat_id)
    if isinstance(error, TelegramForbiddenError):
        return _forbidden(error.message)
    if isinstance(error, TelegramBadRequest):
        return _bad_request(error.message)
    return _uncertain(error)


def _forbidden(text: str) -> Fault:
    for known, reach in FORBIDDEN:
        if known in text.lower():
            return Blocked(reach, text)
    return Unsure(text, perhaps_sent=False)  # an unknown 403 must not disable a person


def _bad_request(text: str) -> Fault:
    low = text.lower()
    for known, reach in NOT_THERE:
        if known in low:
            return Blocked(reach, text)
    if any(known in low for known in GONE):
        return Gone(text)
    return Broken(text)


def _uncertain(error: AiogramError) -> Fault:
    name = type(error).__name__
    if isinstance(error, TelegramNetworkError):
        # The library's text begins with the name of the cause; the rest may hold the address and the token.
        cause = error.message.split(":", 1)[0]
        return Unsure(cause, perhaps_sent=cause not in NOT_LEFT, everybody=True)
    if isinstance(error, TelegramUnauthorizedError):
        return Unsure("the token is refused", perhaps_sent=False, everybody=True)
    if isinstance(error, (TelegramNotFound, TelegramConflictError)):
        return Unsure(error.message, perhaps_sent=False)  # an answer that refuses: nothing was done
    if isinstance(error, (TelegramServerError, ClientDecodeError)):
        return _server_error(error)
    return Unsure(error.message if isinstance(error, TelegramAPIError) else name, perhaps_sent=True)


def _server_error(error: TelegramServerError | ClientDecodeError) -> Fault:
    """5xx, as JSON or as a page of the gateway: it was not done, unless the gateway lost patience (504)."""
    said = str(error.data) if isinstance(error, ClientDecodeError) else error.message
    known = next((f"{status} {word}" for status, word in SERVER_ERRORS if word.lower() in said.lower()), "")
    if not known:
        return Unsure(type(error).__name__, perhaps_sent=True, everybody=True)
    return Unsure(known, perhaps_sent=known.startswith("504"), everybody=True)


def is_same(error: AiogramError) -> bool:
    """An edit that changes nothing is a success."""
    return isinstance(error, TelegramBadRequest) and SAME in error.message.lower()
