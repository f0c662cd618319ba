"""Is a reply_markup one that Telegram would take? Checked and cleaned, or refused with Telegram's words."""

import re
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.model import Json
from bot.sandbox.plain import is_blank
from bot.sandbox.words import words

STYLES = ("primary", "success", "danger")
MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
_ACTIONS = words(
    """
    url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat
    switch_inline_query_chosen_chat copy_text callback_game pay disabled
    """
)
_URL = re.compile(r"(?:https?://[^\s/?#]+\.?[^\s]*|tg://[^\s]+)\Z", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:[^\s/@]*@)?([^\s/:?#]+)", re.IGNORECASE)
_REPLY_ACTIONS = frozenset(
    ["request_contact", "request_location", "request_users", "request_chat", "web_app"]
)


def check_markup(markup: Any, chat_kind: str) -> Json | None:
    """Any reply_markup for a new message in a chat of this kind."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return check_inline(markup)
    if chat_kind == "channel":
        raise bad("inline keyboard expected")
    if "keyboard" in markup:
        return _check_keyboard(markup, chat_kind)
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        return markup
    raise bad("can't parse reply keyboard markup JSON object")


def check_inline(markup: Any) -> Json | None:
    """An inline keyboard, as edits demand it; an empty one removes the buttons."""
    if markup is None:
        return None
    if not isinstance(markup, dict) or not isinstance(markup.get("inline_keyboard"), list):
        raise bad("inline keyboard expected")
    rows = [[_inline_button(button) for button in _row(row)] for row in markup["inline_keyboard"]]
    _check_count(rows)
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _row(row: Any) -> list[Any]:
    if not isinstance(row, list):
        raise bad("can't parse reply keyboard markup JSON object")
    return row


def _check_count(rows: list[list[Json]]) -> None:
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: expected an Object")
    cleaned: Json = {name: value for name, value in button.items() if value is not None}
    _check_inline(cleaned)
    return cleaned


def _check_inline(button: Json) -> None:
    text = button.get("text")
    if not isinstance(text, str) or is_blank(text):
        raise bad("can't parse inline keyboard button: text must be non-empty")
    actions = [name for name in button if name in _ACTIONS]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: exactly one action is expected")
    _check_style(button)
    if "callback_data" in button:
        _check_data(button["callback_data"])
    elif "url" in button:
        _check_url(button["url"])
    elif "copy_text" not in button and "disabled" not in button:
        raise bad(f"buttons with {actions[0]} are not supported by this sandbox")


def _check_style(button: Json) -> None:
    if button.get("style", STYLES[0]) not in STYLES:
        raise bad("can't parse inline keyboard button: invalid button style specified")


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    if not isinstance(url, str) or not _URL.match(url):
        raise bad("BUTTON_URL_INVALID")
    host = _HOST.match(url)
    if host is not None and "." not in host[1]:
        raise bad("BUTTON_URL_INVALID")


def _check_keyboard(markup: Json, chat_kind: str) -> Json:
    if not isinstance(markup["keyboard"], list):
        raise bad("can't parse reply keyboard markup JSON object")
    rows = [[_reply_button(button, chat_kind) for button in _row(row)] for row in markup["keyboard"]]
    _check_count(rows)
    rows = [row for row in rows if row]
    if not rows:
        raise bad("keyboard must be non-empty")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= 64:
        raise bad("input field placeholder must be 1-64 characters long")
    return markup | {"keyboard": rows}


def _reply_button(button: Any, chat_kind: str) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or is_blank(str(button.get("text") or "")):
        raise bad("can't parse keyboard button: text must be non-empty")
    cleaned: Json = {name: value for name, value in button.items() if value not in (None, False)}
    if len([name for name in cleaned if name in _REPLY_ACTIONS]) > 1:
        raise bad("can't parse keyboard button: at most one action is expected")
    _check_style(cleaned)
    for name, what in (("request_contact", "phone number"), ("request_location", "location")):
        if name in cleaned and chat_kind != "private":
            raise bad(f"{what} can be requested in private chats only")
    return cleaned
