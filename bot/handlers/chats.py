"""What Telegram tells of chats: blocked and unblocked, left and joined, moved to a supergroup."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated, Message

from bot.telegram.membership import Membership
from bot.usecases.base import Call
from bot.usecases.identifying import Identifying


async def blocked_or_unblocked(event: ChatMemberUpdated, call: Call, identifying: Identifying) -> None:
    gone = event.new_chat_member.status == ChatMemberStatus.KICKED
    change = identifying.blocked if gone else identifying.unblocked
    await change(event.chat.id, call.now, call.update_id)


async def let_in(event: ChatMemberUpdated, call: Call, identifying: Identifying) -> None:
    if event.new_chat_member.status in (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR):
        await identifying.let_in(event.chat.id, call.now, call.update_id)


async def member_changed(event: ChatMemberUpdated, membership: Membership) -> None:
    membership.forget(event.chat.id, event.new_chat_member.user.id)


async def member_left(message: Message, membership: Membership) -> None:
    if message.left_chat_member is not None:
        membership.forget(message.chat.id, message.left_chat_member.id)


async def moved(message: Message, call: Call, identifying: Identifying) -> None:
    if message.migrate_to_chat_id is not None:
        new = message.migrate_to_chat_id
        await identifying.chat_moved(message.chat.id, new, call.now, call.update_id)


def router() -> Router:
    """The routes of this file, made anew for every dispatcher."""
    routes = Router(name="chats")
    routes.my_chat_member.register(blocked_or_unblocked, F.chat.type == ChatType.PRIVATE)
    routes.my_chat_member.register(let_in, F.chat.type != ChatType.PRIVATE)
    routes.chat_member.register(member_changed)
    routes.message.register(member_left, F.left_chat_member)
    routes.message.register(moved, F.migrate_to_chat_id)
    return routes
