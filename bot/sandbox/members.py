"""Who belongs to which chat, and which bots hear of a change?"""

from collections.abc import Iterable

from bot.sandbox.model import ADMINS, PRESENT, Bot, Chat, Json, Member, Message, Status, User
from bot.sandbox.updates import push, tell
from bot.sandbox.wire import ADMIN_RIGHTS, CHANNEL_RIGHTS, GROUP_RIGHTS, chat_json, member_json, user_json
from bot.sandbox.world import World

ALL_RIGHTS = frozenset((*ADMIN_RIGHTS, *CHANNEL_RIGHTS, *GROUP_RIGHTS))


def set_member(
    world: World,
    chat: Chat,
    user: User,
    status: Status,
    now: float,
    *,
    by: User | None = None,
    anonymous: bool = False,
    title: str = "",
    rights: Iterable[str] | None = None,
) -> Member:
    """Give a person or bot a place in a chat; `rights` default to all for administrators."""
    old = chat.members.get(user.id, Member(user.id, "left"))
    given = ALL_RIGHTS if rights is None else frozenset(rights)
    new = Member(user.id, status, anonymous, title, given if status in ADMINS else frozenset())
    chat.members[user.id] = new
    world.touch(chat)
    actor = by or user
    announce(world, chat, actor, old, new, now)
    _service(world, chat, actor, user, old.status, status, now)
    return new


def announce(world: World, chat: Chat, actor: User, old: Member, new: Member, now: float) -> None:
    """Queue my_chat_member for the bot concerned and chat_member for administrator bots."""
    body: Json = {
        "chat": chat_json(world, chat),
        "from": user_json(actor),
        "date": int(now),
        "old_chat_member": member_json(world, chat, old),
        "new_chat_member": member_json(world, chat, new),
    }
    own = world.bots.get(new.user_id)
    if own is not None:
        push(world, own, "my_chat_member", chat, body, now)
    for bot in world.bots.values():
        if bot is not own and is_admin(chat, bot.id):
            push(world, bot, "chat_member", chat, body, now)


def _service(world: World, chat: Chat, actor: User, user: User, old: str, new: str, now: float) -> None:
    """Groups show who came and went; channels do not."""
    if chat.kind == "channel" or (old in PRESENT) == (new in PRESENT):
        return
    content = (
        {"new_chat_members": [user_json(user)]} if new in PRESENT else {"left_chat_member": user_json(user)}
    )
    post_service(world, chat, actor, content, now)


def post_service(world: World, chat: Chat, actor: User | None, content: Json, now: float) -> Message:
    """Put a service message into the chat and tell the bots."""
    message = Message(world.next_message_id(chat), chat, int(now), content, "service", sender=actor)
    message.author = actor.id if actor is not None else 0
    if chat.kind == "channel":
        message.sender, message.sender_chat = None, chat
    world.keep(message)
    tell(world, message, now)
    return message


def set_blocked(world: World, bot: Bot, user: User, blocked: bool, now: float) -> None:
    """A person blocks or unblocks the bot; the bot learns it by my_chat_member."""
    relation = bot.relation(user.id)
    if relation.blocked == blocked:
        return
    relation.blocked = blocked
    chat = world.private_chat(bot, user.id)
    world.touch(chat)
    here, gone = Member(bot.id, "member"), Member(bot.id, "kicked")
    old, new = (here, gone) if blocked else (gone, here)
    announce(world, chat, user, old, new, now)


def is_present(chat: Chat, user_id: int) -> bool:
    """Is this account in the chat now?"""
    member = chat.members.get(user_id)
    return member is not None and member.status in PRESENT


def is_admin(chat: Chat, user_id: int) -> bool:
    """Is this account an administrator or the owner?"""
    member = chat.members.get(user_id)
    return member is not None and member.status in ADMINS


def has_right(chat: Chat, user_id: int, right: str) -> bool:
    """Owners have every right, administrators those given."""
    member = chat.members.get(user_id)
    if member is None:
        return False
    return member.status == "creator" or (member.status == "administrator" and right in member.rights)
