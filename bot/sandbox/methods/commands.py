"""Which commands does a bot offer to whom?"""

import re
from typing import Any

from bot.sandbox.chats import find
from bot.sandbox.errors import bad
from bot.sandbox.methods.registry import Call, method
from bot.sandbox.model import ADMINS, Bot, Chat, Json, User

MAX_COMMANDS = 100
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_PLAIN = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_OF_CHAT = ("chat", "chat_administrators", "chat_member")


def _key(call: Call) -> tuple[str, str]:
    """Scope and language as one key of the bot's command lists."""
    scope = call.params.nested("scope") or {"type": "default"}
    language = call.params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("LANG_CODE_INVALID")
    if not isinstance(scope, dict):
        raise bad("can't parse BotCommandScope: expected an Object")
    kind = scope.get("type")
    if kind in _PLAIN:
        return str(kind), language
    if kind not in _OF_CHAT:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    chat = find(call.world, call.bot, _chat_id(scope.get("chat_id")))
    if chat.kind == "private" and not call.bot.relation(chat.id).started:
        raise bad("chat not found")
    name = f"{kind}:{chat.id}"
    if kind == "chat_member":
        if scope.get("user_id") not in call.world.users:
            raise bad("invalid user_id specified")
        name += f":{scope['user_id']}"
    return name, language


def _chat_id(value: Any) -> int | str:
    if value in (None, ""):
        raise bad("chat_id is empty")
    text = str(value)
    return int(text) if text.removeprefix("-").isdigit() else text


def _checked(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad("can't parse BotCommand: expected an Object")
    name = str(command.get("command") or "").removeprefix("/")
    description = str(command.get("description") or "").strip()
    if not _NAME.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


@method("setMyCommands", "commands scope language_code")
def set_my_commands(call: Call) -> bool:
    """setMyCommands: up to 100 a scope and language."""
    commands = call.params.nested("commands")
    if not isinstance(commands, list):
        raise bad("can't parse commands: expected an Array")
    if len(commands) > MAX_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    key = _key(call)
    call.bot.commands[key] = [_checked(command) for command in commands]
    call.world.touch()
    return True


@method("getMyCommands", "scope language_code")
def get_my_commands(call: Call) -> list[Json]:
    """getMyCommands"""
    return call.bot.commands.get(_key(call), [])


@method("deleteMyCommands", "scope language_code")
def delete_my_commands(call: Call) -> bool:
    """deleteMyCommands"""
    call.bot.commands.pop(_key(call), None)
    call.world.touch()
    return True


def menu(bot: Bot, chat: Chat, user: User) -> list[Json]:
    """The commands that this person sees in this chat: the narrowest scope that has a list wins."""
    if chat.kind == "private":
        scopes = [f"chat:{chat.id}", "all_private_chats", "default"]
    else:
        scopes = [f"chat_member:{chat.id}:{user.id}"]
        member = chat.members.get(user.id)
        admin = member is not None and member.status in ADMINS
        scopes += [f"chat_administrators:{chat.id}"] if admin else []
        scopes += [f"chat:{chat.id}"]
        scopes += ["all_chat_administrators"] if admin else []
        scopes += ["all_group_chats", "default"]
    for scope in scopes:
        for language in (user.language_code, ""):
            if found := bot.commands.get((scope, language)):
                return found
    return []
