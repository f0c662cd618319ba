"""How does a bot change what it has sent?"""

from bot.sandbox.chats import reachable
from bot.sandbox.errors import bad
from bot.sandbox.keyboards import check_inline
from bot.sandbox.messages import change, editable
from bot.sandbox.methods.attachments import media_content
from bot.sandbox.methods.content import caption_of, preview_of, text_of
from bot.sandbox.methods.registry import Call, method
from bot.sandbox.methods.sending import CAPTIONED, location_of, without_caption
from bot.sandbox.model import Json, Message
from bot.sandbox.wire import message_json

EDIT = "business_connection_id chat_id message_id inline_message_id reply_markup"


def _message(call: Call) -> Message:
    chat = reachable(call.world, call.bot, call.params.chat())
    message_id = call.params.integer("message_id")
    if not message_id:
        raise bad("message identifier is not specified")
    return editable(call.bot, chat, message_id)


def _changed(call: Call, message: Message, content: Json, preview: Json | None) -> Json:
    markup = check_inline(call.params.nested("reply_markup"))
    return message_json(call.world, change(call.world, message, content, markup, preview, call.now))


@method(
    "editMessageText",
    f"""{EDIT} text parse_mode entities link_preview_options disable_web_page_preview
    rich_message""",
    metered=True,
)
def edit_message_text(call: Call) -> Json:
    """editMessageText; without reply_markup the buttons go, as with Telegram."""
    content = text_of(call)
    message = _message(call)
    if message.kind != "text":
        raise bad("there is no text in the message to edit")
    return _changed(call, message, content, preview_of(call.params, content))


@method(
    "editMessageCaption",
    f"{EDIT} caption parse_mode caption_entities show_caption_above_media",
    metered=True,
)
def edit_message_caption(call: Call) -> Json:
    """editMessageCaption"""
    caption = caption_of(call)
    message = _message(call)
    if message.kind not in CAPTIONED:
        raise bad("there is no caption in the message to edit")
    return _changed(call, message, without_caption(message.content) | caption, message.preview)


@method("editMessageReplyMarkup", EDIT, metered=True)
def edit_message_reply_markup(call: Call) -> Json:
    """editMessageReplyMarkup"""
    message = _message(call)
    return _changed(call, message, message.content, message.preview)


@method("editMessageMedia", f"{EDIT} media", metered=True)
def edit_message_media(call: Call) -> Json:
    """editMessageMedia"""
    message = _message(call)
    if message.kind not in CAPTIONED or message.kind == "voice":
        raise bad("message can't be edited")
    kind, content = media_content(call)
    changed = _changed(call, message, content, message.preview)
    message.kind = kind
    return changed


@method(
    "editMessageLiveLocation",
    f"{EDIT} latitude longitude live_period horizontal_accuracy heading proximity_alert_radius",
    metered=True,
)
def edit_message_live_location(call: Call) -> Json:
    """editMessageLiveLocation"""
    message = _message(call)
    place = message.content.get("location", {})
    if "live_period" not in place:
        raise bad("there is no live location in the message to edit")
    content = {"location": {"live_period": place["live_period"]} | location_of(call.params)}
    return _changed(call, message, content, None)


@method("stopMessageLiveLocation", EDIT, metered=True)
def stop_message_live_location(call: Call) -> Json:
    """stopMessageLiveLocation"""
    message = _message(call)
    place = dict(message.content.get("location", {}))
    if place.pop("live_period", None) is None:
        raise bad("there is no live location in the message to edit")
    return _changed(call, message, {"location": place}, None)
