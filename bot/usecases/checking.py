"""Is everything in place for the bot to do its work? What `kentongan check` examines, and what to mend."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import (
    ChatFullInfo,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ResultChatMemberUnion,
    User,
)
from aiohttp import ClientError, ClientTimeout

from bot.domain.notices import NoticeState
from bot.domain.people import Reach, VolunteerStatus
from bot.storage.engine import READ_ONLY
from bot.storage.notices import notices
from bot.storage.unit_of_work import Database
from bot.telegram.faults import Blocked, Moved, Unsure, sort
from bot.zones.pack import CityPack

MOST_SKEW = timedelta(seconds=30)
RECENT = timedelta(days=7)
"""A mistake of ours that is older has been mended, or nobody met it again."""
OURS = ("refused:", "bug:")
"""How the outbox begins the reason of a notice that failed because of us."""
NO_UPDATE = -1
PATIENCE = ClientTimeout(total=10)
UNREACHABLE = {
    Reach.BLOCKED: "blocked the bot",
    Reach.DEACTIVATED: "deleted their account",
    Reach.NEVER_STARTED: "never pressed Start",
    Reach.NOT_LINKED: "without telegram_id",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined; the text of a bad one ends with what to do."""

    good: bool
    text: str


def ok(text: str) -> Finding:
    return Finding(True, text)


def bad(text: str) -> Finding:
    return Finding(False, text)


def examine_city(city: CityPack) -> Finding:
    """Can an alarm widen from every zone?"""
    alone = [zone.name for zone in city.zones.values() if not city.neighbours.get(zone.code)]
    if alone and len(city.zones) > 1:
        return bad(
            f"city pack: no neighbours of {', '.join(alone)}, so an alarm there can not widen; mend "
            "the borders in kecamatan.geojson (without polygons: [neighbours] in city.toml)."
        )
    how = "approximate, by points" if city.approximate else "by polygons"
    return ok(
        f"city pack: {city.name}, {len(city.zones)} zones {how}, neighbours known, "
        f"{len(city.kelurahan)} kelurahan"
    )


class Records:
    """What the database tells about itself and about the bot's past."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def writable(self, schema: str, now: datetime) -> Finding:
        """Write nothing, but ask for the right to."""
        engine = "SQLite" if self._db.single else "PostgreSQL"
        try:
            async with self._db.work(now) as work:
                await work.inbox.unpark(NO_UPDATE)
        except Exception as error:  # noqa: BLE001 - whatever the driver raises, it is the finding
            name = type(getattr(error, "orig", None) or error).__name__
            return bad(
                f"database: {engine} can be read but not written ({name}); give the bot's user that right."
            )
        return ok(f"database: {engine}, schema {schema}, readable and writable")

    async def own_mistakes(self, now: datetime, zone: tzinfo) -> Finding:
        """Messages that nobody got because Telegram refused our request, or we could not draw it."""
        query = (
            notices.select()
            .with_only_columns(notices.c.settled_at, notices.c.reason)
            .where(notices.c.state == NoticeState.FAILED, notices.c.settled_at >= now - RECENT)
            .order_by(notices.c.settled_at.desc(), notices.c.id.desc())
        )
        async with self._db.engine.connect() as connection:
            reading = await connection.execution_options(**{READ_ONLY: True})
            failed = [(at, reason) for at, reason in await reading.execute(query) if reason.startswith(OURS)]
        if not failed:
            return ok("messages: none failed by a mistake of the bot in the last 7 days")
        at, reason = failed[0]
        when = at.astimezone(zone).strftime("%Y-%m-%d %H.%M")
        return bad(
            f"messages: {len(failed)} failed by a mistake of the bot in the last 7 days, the newest at "
            f"{when} ({masked(reason)}); report this line with the log of that minute to Kentongan's makers."
        )

    async def present_chat(self, configured: int | None) -> int | None:
        """The operators' chat by the id it has since it became a supergroup."""
        if configured is None:
            return None
        async with self._db.read() as work:
            return await work.inbox.current_chat(configured)

    async def people(self) -> Finding:
        """How many of the active volunteers an alarm can reach, and why not the others."""
        async with self._db.read() as work:
            everyone = await work.volunteers.everyone()
        reach = Counter(person.reach for person in everyone if person.status is VolunteerStatus.ACTIVE)
        if not reach:
            return ok("people: no active volunteers yet; `kentongan volunteers import FILE` brings them in")
        lost = ", ".join(f"{reach[why]} {words}" for why, words in UNREACHABLE.items() if reach[why])
        reachable = reach.total() - sum(reach[why] for why in UNREACHABLE)
        if not reachable:
            return bad(
                f"people: of {reach.total()} active volunteers nobody can be reached ({lost}); "
                "ask them to open the bot and press Start."
            )
        rest = f"; unreachable: {lost}" if lost else ""
        return ok(f"people: {reach.total()} active volunteers, {reachable} reachable{rest}")


async def examine_token(bot: Bot) -> tuple[Finding, User | None, bool]:
    """The finding, the bot's own account, and whether Telegram answers at all."""
    try:
        me = await bot.get_me()
    except (TelegramUnauthorizedError, TelegramNotFound):
        text = "token: Telegram refuses it; get the right one from @BotFather and write it into .env."
        return bad(text), None, True
    except AiogramError as error:
        text = f"Telegram: no answer ({_reason(error)}), so token, clock and operator chat were not examined"
        return bad(f"{text}; check the network and TELEGRAM_API_URL."), None, False
    return ok(f"token: @{me.username}"), me, True


async def examine_clock(bot: Bot, url: str, now: Callable[[], datetime]) -> Finding:
    """Compare this machine's clock with the Date that Telegram's server sends."""
    assert isinstance(bot.session, AiohttpSession)
    session = await bot.session.create_session()
    try:
        async with session.head(url, allow_redirects=False, timeout=PATIENCE) as response:
            date, here = response.headers.get("Date", ""), now()
    except (ClientError, TimeoutError) as error:
        return bad(f"clock: Telegram's could not be asked ({type(error).__name__}); run the check again.")
    try:
        skew = here - parsedate_to_datetime(date)
    except (ValueError, TypeError):  # a server of one's own may send none, or one without a zone
        return ok("clock: not compared, since the server at TELEGRAM_API_URL does not tell its time")
    if abs(skew) <= MOST_SKEW:
        return ok(f"clock: within {MOST_SKEW.seconds} s of Telegram's")
    way = "ahead of" if skew > timedelta(0) else "behind"
    off = timedelta(seconds=round(abs(skew).total_seconds()))
    return bad(f"clock: {off} {way} Telegram's; switch on time synchronisation (`timedatectl set-ntp true`).")


async def examine_chat(bot: Bot, me: User, configured: int | None, chat_id: int | None) -> Finding:
    """May the bot do its work in the operators' chat? `chat_id` is its present id."""
    if configured is None or chat_id is None:
        return bad(
            "operator chat: OPERATOR_CHAT_ID is missing; make a group, add the bot as administrator, "
            "and write the group's number into .env."
        )
    try:
        chat = await bot.get_chat(chat_id)
        if chat.type == ChatType.PRIVATE:
            return bad(
                "operator chat: OPERATOR_CHAT_ID is a private chat; write the number of a group or channel."
            )
        member = await bot.get_chat_member(chat_id, me.id)
    except AiogramError as error:
        return bad(f"operator chat: {_closed(error, chat_id)}")
    fault = _fault(chat, member, bool(me.can_read_all_group_messages))
    if fault:
        return bad(f'operator chat: "{chat.title}": {fault}')
    moved = f"; its number is {chat_id} now, write that into .env" if chat_id != configured else ""
    return ok(f'operator chat: "{chat.title}" ({chat.type}), the bot may post and edit there{moved}')


def _closed(error: AiogramError, chat_id: int) -> str:
    match sort(error):
        case Moved(new):
            return f"the group is a supergroup now; write OPERATOR_CHAT_ID={new} into .env."
        case Blocked():
            return f"the bot is not in {chat_id}; add it there, or correct OPERATOR_CHAT_ID in .env."
        case Unsure(text):
            return f"could not be examined ({masked(text)}); run the check again."
        case _:  # a channel shows its members to its administrators only
            return f"the bot has no rights in {chat_id}; make it an administrator there."


def _fault(chat: ChatFullInfo, member: ResultChatMemberUnion, hears_all: bool) -> str:
    """What hinders the bot in this chat, with the mend; empty when nothing does."""
    if member.status in (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED):
        return "the bot is not in it; add it."
    if chat.type == ChatType.CHANNEL:
        if isinstance(member, ChatMemberAdministrator) and member.can_post_messages:
            return ""
        return "the bot may not post; make it an administrator with the right to post messages."
    if isinstance(member, ChatMemberAdministrator):
        return ""
    closed = chat.permissions is not None and chat.permissions.can_send_messages is False
    if closed or (isinstance(member, ChatMemberRestricted) and not member.can_send_messages):
        return "the bot may not write; make it an administrator."
    if not hears_all:
        return (
            "privacy mode hides locations and plain messages from the bot; make it an administrator "
            "(or switch privacy off at @BotFather, /setprivacy, and add the bot anew)."
        )
    return ""


def _reason(error: AiogramError) -> str:
    fault = sort(error)
    return masked(fault.text) if isinstance(fault, Unsure) else type(error).__name__


def masked(text: str) -> str:
    """Without anything that may be a telephone number or a token."""
    return re.sub(r"\d{6,}(:\S+)?", "#", text)
