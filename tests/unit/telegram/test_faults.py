"""Every error text of Telegram, through the library's own reading of it, sorted into our closed set."""

import json
from collections.abc import Iterator

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import AiogramError, TelegramForbiddenError, TelegramNetworkError
from aiogram.methods import SendMessage
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.people import Reach
from bot.telegram.faults import FORBIDDEN, Blocked, Broken, Fault, Gone, Moved, Slow, Unsure, is_same, sort

TOKEN = "42:secret"
METHOD = SendMessage(chat_id=7001, text="x")
SESSION = AiohttpSession()
BOT = Bot(TOKEN, session=SESSION)


def raised(status: int, body: str) -> AiogramError:
    """What the library raises for this answer."""
    with pytest.raises(AiogramError) as caught:
        SESSION.check_response(BOT, METHOD, status, body)
    return caught.value


def refused(status: int, text: str, **parameters: int) -> AiogramError:
    body = {"ok": False, "error_code": status, "description": text}
    return raised(status, json.dumps(body | ({"parameters": parameters} if parameters else {})))


NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
BLOCKED = {
    "Forbidden: bot was blocked by the user": Reach.BLOCKED,
    "Forbidden: user is deactivated": Reach.DEACTIVATED,
    "Forbidden: bot was kicked from the group chat": Reach.BLOCKED,
    "Forbidden: bot was kicked from the supergroup chat": Reach.BLOCKED,
    "Forbidden: bot is not a member of the channel chat": Reach.BLOCKED,
    "Forbidden: bot can't initiate conversation with a user": Reach.NEVER_STARTED,
    "Bad Request: chat not found": Reach.NEVER_STARTED,
    "Bad Request: not enough rights to send text messages to the chat": Reach.BLOCKED,
    "Bad Request: CHAT_WRITE_FORBIDDEN": Reach.BLOCKED,
}
GONE = [
    "Bad Request: message to edit not found",
    "Bad Request: message can't be edited",
    "Bad Request: message to delete not found",
    "Bad Request: message to be replied not found",
    "Bad Request: message thread not found",
]
BROKEN = [
    "Bad Request: message text is empty",
    "Bad Request: message is too long",
    "Bad Request: message caption is too long",
    'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 7',
    "Bad Request: TOPIC_CLOSED",
    "Bad Request: BUTTON_DATA_INVALID",
    "Bad Request: wrong file identifier/HTTP URL specified",
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
]


@pytest.mark.parametrize(("text", "reach"), BLOCKED.items())
def test_nobody_there(text: str, reach: Reach) -> None:
    """A chat that can not be written to is known with its reason, so the operator sees why."""
    assert sort(refused(403 if text.startswith("Forbidden") else 400, text)) == Blocked(reach, text)


@pytest.mark.parametrize("text", GONE)
def test_the_message_is_gone(text: str) -> None:
    """An edit of a message that is not there leads to a new message, not to a lost one."""
    assert sort(refused(400, text)) == Gone(text)


@pytest.mark.parametrize("text", BROKEN)
def test_our_own_mistake(text: str) -> None:
    """What Telegram will never take is not repeated for ever."""
    assert sort(refused(400, text)) == Broken(text)


def test_an_edit_without_change_is_no_fault() -> None:
    """ "Not modified" means that the screen is right already; nothing else means that."""
    assert is_same(refused(400, NOT_MODIFIED))
    assert not any(is_same(refused(400, text)) for text in [*GONE, *BROKEN])
    assert not is_same(refused(403, "Forbidden: bot was blocked by the user"))


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (refused(429, "Too Many Requests: retry after 35", retry_after=35), Slow(35.0)),
        (
            refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=-1004503599627370,
            ),
            Moved(-1004503599627370),
        ),
    ],
)
def test_waits_and_moves(error: AiogramError, fault: Fault) -> None:
    """429 carries its wait, and an upgraded group its new id, of up to 52 bits."""
    assert sort(error) == fault


@pytest.mark.parametrize(
    ("error", "perhaps_sent", "everybody"),
    [
        (refused(401, "Unauthorized"), False, True),
        (refused(404, "Not Found"), False, False),
        (refused(409, "Conflict: terminated by other getUpdates request"), False, False),
        (refused(500, "Internal Server Error"), False, True),
        (refused(502, "Bad Gateway"), False, True),
        (raised(502, "<html><h1>502 Bad Gateway</h1></html>"), False, True),
        (raised(504, "<html><h1>504 Gateway Time-out</h1></html>"), True, True),
        (raised(200, "<html>Login to the free WiFi</html>"), True, True),
        (raised(200, ""), True, True),
        (refused(418, "I'm a teapot"), True, False),
    ],
    ids=["401", "404", "409", "500", "502", "502 in HTML", "504", "a captive portal", "empty", "unknown"],
)
def test_trouble_that_may_pass(error: AiogramError, perhaps_sent: bool, everybody: bool) -> None:
    """Trouble that is nobody's fault is tried again; only an unclear answer may mean "sent already", and only
    what no recipient can have caused may mean that Telegram is not there."""
    fault = sort(error)
    assert isinstance(fault, Unsure)
    assert (fault.perhaps_sent, fault.everybody) == (perhaps_sent, everybody)


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_an_unknown_403_disables_nobody(text: str) -> None:
    """Only the known texts of a 403 say that a person is gone; any other is tried again and told."""
    fault = sort(TelegramForbiddenError(METHOD, f"Forbidden: {text}"))
    known = any(words in f"forbidden: {text}".lower() for words, _ in FORBIDDEN)
    assert isinstance(fault, Blocked) == known
    assert known or fault == Unsure(f"Forbidden: {text}", perhaps_sent=False)


def causes(kind: type[aiohttp.ClientError] = aiohttp.ClientError) -> Iterator[type[aiohttp.ClientError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from causes(below)


CAUSES = {kind.__name__: kind for kind in causes()}


@pytest.mark.parametrize("cause", CAUSES.values(), ids=list(CAUSES))
def test_network_trouble(cause: type[aiohttp.ClientError]) -> None:
    """Without a connection nothing was sent; after that it may have been. The address stays untold."""
    words = f"{cause.__name__}: Cannot connect to https://api.telegram.org/bot{TOKEN}/sendMessage"
    fault = sort(TelegramNetworkError(METHOD, words))
    perhaps = not issubclass(cause, aiohttp.ClientConnectorError)
    assert fault == Unsure(cause.__name__, perhaps_sent=perhaps, everybody=True)


def test_a_timeout_may_have_been_sent() -> None:
    """The library's timeout does not say when it struck: perhaps after the sending."""
    assert sort(TelegramNetworkError(METHOD, "Request timeout error")) == Unsure(
        "Request timeout error", perhaps_sent=True, everybody=True
    )
