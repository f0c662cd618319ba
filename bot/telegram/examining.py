"""Does Telegram let the bot do its work? Token, clock and operators' chat, examined for `kentongan check`."""

from collections.abc import Callable
from datetime import datetime, timedelta
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

from bot.domain.finding import Finding, bad, masked, ok
from bot.telegram.faults import Blocked, Moved, Unsure, sort

MOST_SKEW = timedelta(seconds=30)
PATIENCE = ClientTimeout(total=10)


async def examine_token(bot: Bot) -> tuple[Finding, User | None, bool]:
    """The finding, the bot's own account, and whether Telegram answers at all."""
    try:
        me = await bot.get_me()
    except (TelegramUnauthorizedError, TelegramNotFound):
        text = "token: Telegram refuses BOT_TOKEN; get the right one from @BotFather and write it into .env."
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


async def examine_webhook(bot: Bot, url: str) -> Finding:
    """Does Telegram get through to `url`? Known only once a running bot has set it."""
    try:
        info = await bot.get_webhook_info()
    except AiogramError as error:
        return bad(f"webhook: could not be examined ({_reason(error)}); run the check again.")
    if info.url != url:
        return ok("webhook: not set yet; the bot sets it when it starts")
    if info.last_error_message and info.pending_update_count:
        waiting = f"{info.pending_update_count} updates wait, because: {masked(info.last_error_message)}"
        return bad(f"webhook: {waiting}; check the reverse proxy, its certificate, and that the bot runs.")
    return ok("webhook: set, and Telegram has nothing to complain about")


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
