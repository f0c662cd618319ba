"""What may a bot ask and do about chats and the people in them?"""

from typing import cast

from bot.sandbox.chats import find, reachable
from bot.sandbox.errors import bad
from bot.sandbox.members import has_right, is_admin, is_present, set_member
from bot.sandbox.methods.registry import Call, method
from bot.sandbox.model import ADMINS, Chat, Json, Member, Status, User
from bot.sandbox.wire import full_chat_json, member_json, present
from bot.sandbox.world import ANONYMOUS_ADMIN


def _chat(call: Call) -> Chat:
    """A chat to ask about: people must have met the bot."""
    chat = find(call.world, call.bot, call.params.chat())
    if chat.kind == "private" and not call.bot.relation(chat.id).started:
        raise bad("chat not found")
    return chat if chat.kind == "private" else reachable(call.world, call.bot, chat.id)


def _user(call: Call) -> User:
    user = call.world.users.get(call.params.integer("user_id"))
    if user is None:
        raise bad("invalid user_id specified")
    return user


@method("getChat", "chat_id")
def get_chat(call: Call) -> Json:
    """getChat"""
    return full_chat_json(call.world, _chat(call))


@method("getChatMember", "chat_id user_id")
def get_chat_member(call: Call) -> Json:
    """getChatMember: people who were never there have left; channels tell administrators only."""
    chat = _chat(call)
    if call.params.integer("user_id") == ANONYMOUS_ADMIN.id:
        raise bad("member not found")
    user = _user(call)
    if chat.kind == "private":
        if user.id not in (chat.id, call.bot.id):
            raise bad("member not found")
        return member_json(call.world, chat, Member(user.id, "member"))
    if chat.kind == "channel" and not is_admin(chat, call.bot.id):
        raise bad("member list is inaccessible")
    return member_json(call.world, chat, chat.members.get(user.id, Member(user.id, "left")))


@method("getChatAdministrators", "chat_id return_bots")
def get_chat_administrators(call: Call) -> list[Json]:
    """getChatAdministrators: people, and the asking bot itself; other bots only when asked for."""
    chat = _chat(call)
    if chat.kind == "private":
        raise bad("there are no administrators in the private chat")
    bots = call.params.flag("return_bots")
    return [
        member_json(call.world, chat, member)
        for member in chat.members.values()
        if member.status in ADMINS
        and (bots or not call.world.users[member.user_id].is_bot or member.user_id == call.bot.id)
    ]


@method("getChatMemberCount", "chat_id")
def get_chat_member_count(call: Call) -> int:
    """getChatMemberCount"""
    chat = _chat(call)
    return 2 if chat.kind == "private" else len(present(chat))


@method("leaveChat", "chat_id")
def leave_chat(call: Call) -> bool:
    """leaveChat"""
    chat = reachable(call.world, call.bot, call.params.chat())
    if chat.kind == "private":
        raise bad("chat not found")
    set_member(call.world, chat, call.bot.user, "left", call.now)
    return True


@method("banChatMember", "chat_id user_id until_date revoke_messages")
def ban_chat_member(call: Call) -> bool:
    """banChatMember"""
    return _set_status(call, "kicked")


@method("unbanChatMember", "chat_id user_id only_if_banned")
def unban_chat_member(call: Call) -> bool:
    """unbanChatMember; without only_if_banned it also removes a present member, as with Telegram."""
    chat = reachable(call.world, call.bot, call.params.chat())
    here = is_present(chat, call.params.integer("user_id"))
    return True if here and call.params.flag("only_if_banned") else _set_status(call, "left")


def _set_status(call: Call, status: str) -> bool:
    chat = reachable(call.world, call.bot, call.params.chat())
    if chat.kind == "private" or not has_right(chat, call.bot.id, "can_restrict_members"):
        raise bad("not enough rights to restrict/unrestrict chat member")
    user = _user(call)
    if is_admin(chat, user.id):
        raise bad("user is an administrator of the chat")
    set_member(call.world, chat, user, cast(Status, status), call.now, by=call.bot.user)
    return True
