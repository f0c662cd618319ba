"""How does a thing of the world look in the Bot API's JSON?"""

from bot.sandbox.model import ADMINS, PRESENT, Bot, Chat, Json, Member, Message, User
from bot.sandbox.words import words
from bot.sandbox.world import World

ADMIN_RIGHTS = words(
    """
    can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members
    can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories
    can_delete_stories can_send_welcome_messages
    """
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
RESTRICTIONS = words(
    """
    can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos
    can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages
    can_add_web_page_previews can_react_to_messages can_edit_tag can_change_info can_invite_users
    can_pin_messages can_manage_topics
    """
)


def user_json(user: User) -> Json:
    """A User as it stands inside messages."""
    out: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    if user.last_name:
        out["last_name"] = user.last_name
    if user.username:
        out["username"] = user.username
    if user.language_code and not user.is_bot:
        out["language_code"] = user.language_code
    return out


def me_json(bot: Bot) -> Json:
    """The answer of getMe."""
    return user_json(bot.user) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(world: World, chat: Chat) -> Json:
    """A Chat as it stands inside messages."""
    out: Json = {"id": chat.id, "type": chat.kind}
    if chat.kind == "private":
        user = world.users[chat.id]
        out["first_name"] = user.first_name
        if user.last_name:
            out["last_name"] = user.last_name
        if user.username:
            out["username"] = user.username
        return out
    out["title"] = chat.title
    if chat.username:
        out["username"] = chat.username
    if chat.topics:
        out["is_forum"] = True
    if chat.kind == "group":
        out["all_members_are_administrators"] = False
    return out


def message_json(world: World, message: Message, *, with_reply: bool = True) -> Json:
    """A Message with its content; the message replied to is shown one level deep."""
    out: Json = {"message_id": message.id}
    if message.sender is not None:
        out["from"] = user_json(message.sender)
    out["chat"] = chat_json(world, message.chat)
    out["date"] = message.date
    if message.sender_chat is not None:
        out["sender_chat"] = chat_json(world, message.sender_chat)
    if message.signature:
        out["author_signature"] = message.signature
    _add_history(world, message, out, with_reply)
    out.update(message.content)
    if message.preview is not None:
        out["link_preview_options"] = message.preview
    if message.markup is not None and "inline_keyboard" in message.markup:
        out["reply_markup"] = message.markup
    return out


def _add_history(world: World, message: Message, out: Json, with_reply: bool) -> None:
    if message.edit_date:
        out["edit_date"] = message.edit_date
    if message.origin is not None:
        out["forward_origin"] = message.origin
    if message.protected:
        out["has_protected_content"] = True
    if message.thread:
        out["message_thread_id"] = message.thread
        out["is_topic_message"] = True
    if with_reply and message.reply_to:
        replied = message.chat.messages.get(message.reply_to)
        if replied is not None:
            out["reply_to_message"] = message_json(world, replied, with_reply=False)


def member_json(world: World, chat: Chat, member: Member) -> Json:
    """A ChatMember of the variety that its status asks for."""
    out: Json = {"user": user_json(world.users[member.user_id]), "status": member.status}
    if member.status in ADMINS:
        out["is_anonymous"] = member.anonymous
        if member.title:
            out["custom_title"] = member.title
    if member.status == "administrator":
        out["can_be_edited"] = False
        out.update(rights_json(chat.kind, member.rights))
    elif member.status == "restricted":
        out.update(dict.fromkeys(RESTRICTIONS, False), is_member=True, until_date=0)
    elif member.status == "kicked":
        out["until_date"] = 0
    return out


def rights_json(kind: str, rights: frozenset[str]) -> Json:
    """The can_… switches of an administrator in a chat of this kind."""
    own = CHANNEL_RIGHTS if kind == "channel" else GROUP_RIGHTS
    return {name: name in rights for name in (*ADMIN_RIGHTS, *own)}


def full_chat_json(world: World, chat: Chat) -> Json:
    """The answer of getChat."""
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    out = chat_json(world, chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }
    if chat.kind in ("group", "supergroup"):
        can_write = not chat.locked
        out["permissions"] = dict.fromkeys(RESTRICTIONS, False) | {"can_send_messages": can_write}
    if chat.pinned and chat.pinned[-1] in chat.messages:
        out["pinned_message"] = message_json(world, chat.messages[chat.pinned[-1]], with_reply=False)
    if chat.protected:
        out["has_protected_content"] = True
    return out


def present(chat: Chat) -> list[Member]:
    """The people who are in the chat now."""
    return [member for member in chat.members.values() if member.status in PRESENT]
