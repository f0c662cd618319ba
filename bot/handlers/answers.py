"""How is a presser told? A short note at the button; a refusal stays until it is tapped away."""

import structlog
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery

from bot.domain.errors import Reason, Refused
from bot.texts import replies
from bot.texts.voice import Voice
from bot.usecases.base import Heard

log = structlog.get_logger(__name__)


async def tell(query: CallbackQuery, voice: Voice, heard: Heard) -> None:
    """Answer the press. Too late is too late: what was decided stands, and the cards show it."""
    if isinstance(heard, Refused):
        text, alert = replies.refusal(voice, heard), True
    else:
        text, alert = replies.toast(voice, heard.text, heard.args), heard.text == "toast-phone"
    try:
        await query.answer(text, show_alert=alert)
    except AiogramError as error:
        log.info("press.answer_lost", error=type(error).__name__)


STALE = Refused(Reason.STALE_BUTTON)
