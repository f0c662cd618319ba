"""How does a call's text, caption, reply and markup become a checked draft of a message?"""

import re
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.keyboards import check_markup
from bot.sandbox.markup import MarkupError, parse_html
from bot.sandbox.messages import Draft
from bot.sandbox.methods.params import Params
from bot.sandbox.methods.registry import Call
from bot.sandbox.model import Chat, Json
from bot.sandbox.plain import detect, is_blank, trim, utf16_length
from bot.sandbox.wire import user_json
from bot.sandbox.words import words
from bot.sandbox.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
ENTITY_TYPES = words(
    """
    mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough
    spoiler blockquote expandable_blockquote code pre text_link text_mention custom_emoji date_time
    """
)
SEND = """business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification
    protect_content allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters
    reply_markup reply_to_message_id allow_sending_without_reply callback_query_id receiver_user_id
    ephemeral_message_parameters"""
"""Parameters that every sending method knows."""
_HALVES = re.compile("[\ud800-\udfff]")
CAPTION = "caption parse_mode caption_entities show_caption_above_media has_spoiler"


def text_of(call: Call, source: Params | None = None) -> Json:
    """The content of a text message, or the refusal."""
    params = source or call.params
    text, entities = formatted(
        call.world, params.text("text"), params.text("parse_mode"), params.nested("entities")
    )
    if is_blank(text):
        raise bad("message text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(call: Call, source: Params | None = None) -> Json:
    """The caption part of a message's content, empty when there is none."""
    params = source or call.params
    text, entities = formatted(
        call.world, params.text("caption"), params.text("parse_mode"), params.nested("caption_entities")
    )
    if utf16_length(text) > MAX_CAPTION:
        raise bad("message caption is too long")
    out: Json = {}
    if text:
        out["caption"] = text
        if entities:
            out["caption_entities"] = entities
        if params.flag("show_caption_above_media"):
            out["show_caption_above_media"] = True
    return out


def formatted(world: World, source: str, mode: str, given: Any) -> tuple[str, list[Json]]:
    """Text and entities after parsing, trimming and Telegram's own finding of links and commands."""
    if _HALVES.search(source):
        raise bad("strings must be encoded in UTF-8")
    if not mode:
        text, entities = source, _given(given, source)
    elif mode.lower() == "html":
        try:
            text, entities = parse_html(source)
        except MarkupError as error:
            raise bad(f"can't parse entities: {error}") from None
    elif mode.lower() in ("markdown", "markdownv2"):
        raise bad(f"parse_mode {mode} is not supported by this sandbox; use HTML")
    else:
        raise bad("unsupported parse_mode")
    text, entities = trim(text, entities)
    return text, detect(text, _with_people(world, entities))


def _given(given: Any, text: str) -> list[Json]:
    """Entities passed by the caller: known types inside the text."""
    if given is None:
        return []
    size = utf16_length(text)
    if not isinstance(given, list):
        raise bad("can't parse entities: expected an Array")
    for entity in given:
        if not isinstance(entity, dict) or entity.get("type") not in ENTITY_TYPES:
            raise bad("can't parse entities: unsupported entity type")
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length <= 0:
            raise bad("can't parse entities: wrong entity offset or length")
        if offset + length > size:
            raise bad(f"entity beginning at UTF-16 offset {offset} ends after the end of the text")
    return [{name: value for name, value in e.items() if value is not None} for e in given]


def _with_people(world: World, entities: list[Json]) -> list[Json]:
    """Mentions by id name the person; unknown people are not mentioned."""
    out = []
    for entity in entities:
        if entity["type"] == "text_mention" and "user_id" in entity:
            user = world.users.get(entity["user_id"])
            if user is None:
                continue
            entity = {n: v for n, v in entity.items() if n != "user_id"} | {"user": user_json(user)}
        out.append(entity)
    return out


def draft(call: Call, chat: Chat, kind: str, content: Json) -> Draft:
    """The message to post, with its reply, thread, markup and switches checked."""
    params = call.params
    return Draft(
        content=content,
        kind=kind,
        markup=check_markup(params.nested("reply_markup"), chat.kind),
        reply_to=_reply_to(params, chat),
        thread=params.integer("message_thread_id"),
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
    )


def _reply_to(params: Params, chat: Chat) -> int:
    reply = params.nested("reply_parameters")
    if reply is None:
        reply = {
            "message_id": params.integer("reply_to_message_id"),
            "allow_sending_without_reply": params.flag("allow_sending_without_reply"),
        }
    if not isinstance(reply, dict):
        raise bad("can't parse reply parameters JSON object")
    if reply.get("chat_id") not in (None, "", chat.id, str(chat.id)):
        raise bad("replies to other chats are not supported by this sandbox")
    target = int(reply.get("message_id") or 0)
    if not target or target in chat.messages:
        return target
    if reply.get("allow_sending_without_reply"):
        return 0
    raise bad("message to be replied not found")


def preview_of(params: Params, content: Json) -> Json | None:
    """Link preview options as they are kept on the message: only where there is a link to preview."""
    options = params.nested("link_preview_options")
    if options is None and params.flag("disable_web_page_preview"):
        options = {"is_disabled": True}
    if options is not None and not isinstance(options, dict):
        raise bad("can't parse link preview options JSON object")
    if not any(entity["type"] in ("url", "text_link") for entity in content.get("entities", ())):
        return None
    return {name: value for name, value in (options or {}).items() if value not in (None, False)} or None
