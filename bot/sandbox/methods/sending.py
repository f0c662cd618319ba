"""How does a bot post texts, places and contacts, and pass messages on?"""

from bot.sandbox.chats import reachable, writable
from bot.sandbox.errors import bad
from bot.sandbox.messages import Draft, origin_of, post
from bot.sandbox.methods.content import CAPTION, SEND, caption_of, draft, preview_of, text_of
from bot.sandbox.methods.params import Params
from bot.sandbox.methods.registry import Call, method
from bot.sandbox.model import Chat, Json, Message
from bot.sandbox.wire import message_json
from bot.sandbox.words import words

CAPTIONED = ("photo", "document", "voice", "video", "audio", "animation")
_ACTIONS = words(
    """
    typing upload_photo record_video upload_video record_voice upload_voice record_audio
    upload_audio upload_document choose_sticker find_location record_video_note upload_video_note
    """
)


def target(call: Call, what: str) -> Chat:
    """The chat named by chat_id and message_thread_id, if `what` may be sent there."""
    thread = call.params.integer("message_thread_id")
    return writable(call.world, call.bot, call.params.chat(), what, thread)


def send(call: Call, chat: Chat, ready: Draft) -> Json:
    """Post and show the new message."""
    return message_json(call.world, post(call.world, call.bot, chat, ready, call.now))


@method(
    "sendMessage",
    f"{SEND} text parse_mode entities link_preview_options disable_web_page_preview",
    metered=True,
)
def send_message(call: Call) -> Json:
    """sendMessage"""
    chat = target(call, "text messages")
    content = text_of(call)
    ready = draft(call, chat, "text", content)
    ready.preview = preview_of(call.params, content)
    return send(call, chat, ready)


def location_of(params: Params) -> Json:
    """A checked Location."""
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad("wrong latitude or longitude specified")
    out: Json = {"latitude": latitude, "longitude": longitude}
    live = params.integer("live_period")
    if live:
        if not (60 <= live <= 86400 or live == 0x7FFFFFFF):
            raise bad("wrong live location period specified")
        out["live_period"] = live
    if params.text("horizontal_accuracy"):
        out["horizontal_accuracy"] = params.number("horizontal_accuracy")
    return out


@method(
    "sendLocation",
    f"{SEND} latitude longitude horizontal_accuracy live_period heading proximity_alert_radius",
    metered=True,
)
def send_location(call: Call) -> Json:
    """sendLocation"""
    chat = target(call, "locations")
    return send(call, chat, draft(call, chat, "location", {"location": location_of(call.params)}))


@method(
    "sendVenue",
    f"""{SEND} latitude longitude title address foursquare_id foursquare_type google_place_id
    google_place_type""",
    metered=True,
)
def send_venue(call: Call) -> Json:
    """sendVenue"""
    chat = target(call, "venues")
    place = location_of(call.params)
    title, address = call.params.text("title"), call.params.text("address")
    if not title or not address:
        raise bad("title and address of a venue must be non-empty")
    venue = {"location": place, "title": title, "address": address}
    return send(call, chat, draft(call, chat, "venue", {"location": place, "venue": venue}))


@method("sendContact", f"{SEND} phone_number first_name last_name vcard", metered=True)
def send_contact(call: Call) -> Json:
    """sendContact"""
    chat = target(call, "contacts")
    params = call.params
    contact = {"phone_number": params.text("phone_number"), "first_name": params.text("first_name")}
    if not contact["phone_number"]:
        raise bad("phone number must be non-empty")
    if not contact["first_name"]:
        raise bad("first name must be non-empty")
    for name in ("last_name", "vcard"):
        if params.text(name):
            contact[name] = params.text(name)
    return send(call, chat, draft(call, chat, "contact", {"contact": contact}))


@method("sendChatAction", "business_connection_id chat_id message_thread_id action")
def send_chat_action(call: Call) -> bool:
    """sendChatAction"""
    target(call, "text messages")
    if call.params.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    return True


def _source(call: Call, verb: str) -> Message:
    """The message to pass on; protected ones stay where they are."""
    chat = reachable(call.world, call.bot, call.params.chat("from_chat_id"))
    message = chat.messages.get(call.params.integer("message_id"))
    if message is None:
        raise bad(f"message to {verb} not found")
    past = {"forward": "forwarded", "copy": "copied"}[verb]
    if message.protected or chat.protected or message.kind == "service":
        raise bad(f"message can't be {past}")
    return message


@method(
    "forwardMessage",
    """chat_id message_thread_id direct_messages_topic_id from_chat_id video_start_timestamp
    disable_notification protect_content message_effect_id suggested_post_parameters message_id""",
    metered=True,
)
def forward_message(call: Call) -> Json:
    """forwardMessage"""
    chat = target(call, "text messages")
    message = _source(call, "forward")
    ready = draft(call, chat, message.kind, message.content)
    ready.origin = origin_of(call.world, message)
    return send(call, chat, ready)


@method(
    "copyMessage",
    f"""chat_id message_thread_id direct_messages_topic_id from_chat_id message_id video_start_timestamp
    {CAPTION} disable_notification protect_content allow_paid_broadcast message_effect_id
    suggested_post_parameters reply_parameters reply_markup reply_to_message_id
    allow_sending_without_reply""",
    metered=True,
)
def copy_message(call: Call) -> Json:
    """copyMessage; the answer is a MessageId only."""
    chat = target(call, "text messages")
    message = _source(call, "copy")
    content = message.content
    if "caption" in call.params.values and message.kind in CAPTIONED:
        content = without_caption(content) | caption_of(call)
    made = post(call.world, call.bot, chat, draft(call, chat, message.kind, content), call.now)
    return {"message_id": made.id}


def without_caption(content: Json) -> Json:
    """A message's content without the words under its picture."""
    words = ("caption", "caption_entities", "show_caption_above_media")
    return {name: value for name, value in content.items() if name not in words}
