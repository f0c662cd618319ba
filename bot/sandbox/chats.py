"""Which chat does a bot mean, may it write there, and how do chats begin and grow?"""

from bot.sandbox.errors import ApiError, bad, forbidden
from bot.sandbox.members import has_right, is_admin, post_service
from bot.sandbox.model import Bot, Chat, ChatKind, Member
from bot.sandbox.world import CHANNEL_BASE, World


def new_chat(
    world: World, kind: ChatKind, title: str, *, chat_id: int = 0, username: str = "", signed: bool = False
) -> Chat:
    """Create a group, supergroup or channel; ids are negative, those of the latter two read -100…"""
    return world.add_chat(
        Chat(chat_id or _next_id(world, kind), kind, title, username=username, signed=signed)
    )


def _next_id(world: World, kind: ChatKind) -> int:
    if kind == "group":
        world.last_group_id += 1
        return -world.last_group_id
    world.last_super_id += 1
    return CHANNEL_BASE - world.last_super_id


def migrate(world: World, old: Chat, now: float, *, new_id: int = 0) -> Chat:
    """Upgrade a group to a supergroup; both sides get the service message that Telegram sends."""
    if old.kind != "group" or old.migrated_to:
        raise ValueError("only a live basic group can be upgraded")
    new = new_chat(world, "supergroup", old.title, chat_id=new_id)
    new.members = {
        member.user_id: Member(member.user_id, member.status, member.anonymous, member.title, member.rights)
        for member in old.members.values()
    }
    owner = next((m.user_id for m in old.members.values() if m.status == "creator"), 0)
    actor = world.users.get(owner)
    post_service(world, old, actor, {"migrate_to_chat_id": new.id}, now)
    old.migrated_to = new.id
    post_service(world, new, actor, {"migrate_from_chat_id": old.id}, now)
    return new


def find(world: World, bot: Bot, chat_id: int | str) -> Chat:
    """The chat that a bot names by id or @username; a bot knows only people who met it."""
    if isinstance(chat_id, str):
        name = chat_id.removeprefix("@").lower()
        for chat in world.chats.values():
            if chat.username and chat.username.lower() == name:
                return chat
        raise bad("chat not found")
    if chat_id > 0:
        if chat_id not in world.users:
            raise bad("chat not found")
        return world.private_chat(bot, chat_id)
    known = world.chats.get(chat_id)
    if known is None or (bot.id not in known.members and known.kind != "channel"):
        raise bad("chat not found")
    return known


def reachable(world: World, bot: Bot, chat_id: int | str) -> Chat:
    """The chat, or the refusal that Telegram gives when the bot cannot act in it."""
    chat = find(world, bot, chat_id)
    if chat.kind == "private":
        _check_private(world, bot, chat)
        return chat
    if chat.migrated_to:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    member = chat.members.get(bot.id)
    if member is not None and member.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if member is None or member.status == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def _check_private(world: World, bot: Bot, chat: Chat) -> None:
    user = world.users[chat.id]
    relation = bot.relation(chat.id)
    if user.deactivated:
        raise forbidden("user is deactivated")
    if user.is_bot:
        raise forbidden("bot can't send messages to bots")
    if relation.blocked:
        raise forbidden("bot was blocked by the user")
    if not relation.started:
        raise forbidden("bot can't initiate conversation with a user")


def writable(
    world: World, bot: Bot, chat_id: int | str, what: str = "text messages", thread: int = 0
) -> Chat:
    """The chat, if the bot may post `what` there now."""
    chat = reachable(world, bot, chat_id)
    if chat.kind == "private":
        if thread:
            raise bad("message thread not found")
        return chat
    refusal = _no_rights(bot, chat, what)
    if refusal is not None:
        raise refusal
    if thread:
        topic = chat.topics.get(thread)
        if topic is None:
            raise bad("message thread not found")
        if topic.closed:
            raise bad("TOPIC_CLOSED")
    return chat


def _no_rights(bot: Bot, chat: Chat, what: str) -> ApiError | None:
    if chat.kind == "channel":
        allowed = has_right(chat, bot.id, "can_post_messages")
        return None if allowed else bad(f"not enough rights to send {what} to the chat")
    if chat.members[bot.id].status == "restricted":
        return bad(f"not enough rights to send {what} to the chat")
    if chat.locked and not is_admin(chat, bot.id):
        return bad("CHAT_WRITE_FORBIDDEN")
    return None
