"""How do a screen's rows become Telegram's keyboards?"""

from functools import lru_cache

from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.telegram.callbacks import pack
from bot.texts.screen import Button, Rows, Screen

Markup = InlineKeyboardMarkup | ForceReply | ReplyKeyboardMarkup | ReplyKeyboardRemove


@lru_cache(maxsize=256)  # thousands get the same buttons, and making them costs as much as the text
def inline(rows: Rows) -> InlineKeyboardMarkup | None:
    """The buttons under a message; None where there are none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_button(b) for b in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    style = button.style.value or None
    if button.url:
        return InlineKeyboardButton(text=button.words, url=button.url, style=style)
    assert button.press is not None, f"button {button.words!r} does nothing"
    return InlineKeyboardButton(text=button.words, callback_data=pack(button.press), style=style)


def markup(screen: Screen) -> Markup | None:
    """What goes with a new message."""
    if screen.contact_button:
        share = KeyboardButton(text=screen.contact_button, request_contact=True)
        return ReplyKeyboardMarkup(keyboard=[[share]], resize_keyboard=True, one_time_keyboard=True)
    if screen.remove_keyboard:
        return ReplyKeyboardRemove()
    if screen.rows:
        return inline(screen.rows)
    return ForceReply(selective=True) if screen.force_reply else None
