"""What does a bot say about itself?"""

from functools import partial

from bot.sandbox.errors import bad
from bot.sandbox.methods.registry import Call, method
from bot.sandbox.model import Json
from bot.sandbox.wire import me_json, rights_json

LIMITS = {"name": 64, "description": 512, "short_description": 120}
_MENU_TYPES = ("default", "commands", "web_app")


@method("getMe")
def get_me(call: Call) -> Json:
    """getMe"""
    return me_json(call.bot)


@method("logOut")
def log_out(_call: Call) -> bool:
    """logOut: accepted without effect."""
    return True


@method("close")
def close(_call: Call) -> bool:
    """close: accepted without effect."""
    return True


def _set(call: Call, what: str) -> bool:
    text = call.params.text(what).strip()
    if len(text) > LIMITS[what]:
        raise bad(f"bot {what.replace('_', ' ')} is too long")
    call.bot.profile[what, call.params.text("language_code")] = text
    call.world.touch()
    return True


def _get(call: Call, what: str) -> Json:
    profile, language = call.bot.profile, call.params.text("language_code")
    default = call.bot.user.first_name if what == "name" else ""
    return {what: profile.get((what, language)) or profile.get((what, "")) or default}


TEXTS = {"name": "Name", "description": "Description", "short_description": "ShortDescription"}
"""What a bot says about itself in words, and the end of the two methods' names."""
for _what, _name in TEXTS.items():
    method(f"setMy{_name}", f"{_what} language_code")(partial(_set, what=_what))
    method(f"getMy{_name}", "language_code")(partial(_get, what=_what))


@method("setMyDefaultAdministratorRights", "rights for_channels")
def set_my_default_administrator_rights(call: Call) -> bool:
    """setMyDefaultAdministratorRights"""
    rights = call.params.nested("rights") or {}
    if not isinstance(rights, dict):
        raise bad("can't parse rights JSON object")
    call.bot.default_rights[call.params.flag("for_channels")] = rights
    return True


@method("getMyDefaultAdministratorRights", "for_channels")
def get_my_default_administrator_rights(call: Call) -> Json:
    """getMyDefaultAdministratorRights"""
    channels = call.params.flag("for_channels")
    on = frozenset(name for name, is_on in call.bot.default_rights.get(channels, {}).items() if is_on)
    kind = "channel" if channels else "supergroup"
    return rights_json(kind, on) | {"is_anonymous": "is_anonymous" in on}


@method("setChatMenuButton", "chat_id menu_button")
def set_chat_menu_button(call: Call) -> bool:
    """setChatMenuButton"""
    button = call.params.nested("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in _MENU_TYPES:
        raise bad("can't parse menu button: wrong type")
    call.bot.menu_buttons[_person(call)] = button
    call.world.touch()
    return True


@method("getChatMenuButton", "chat_id")
def get_chat_menu_button(call: Call) -> Json:
    """getChatMenuButton"""
    buttons = call.bot.menu_buttons
    return buttons.get(_person(call)) or buttons.get(0) or {"type": "default"}


def _person(call: Call) -> int:
    person = call.params.integer("chat_id")
    if person and person not in call.world.users:
        raise bad("chat not found")
    return person
