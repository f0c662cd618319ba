"""What do people write, send, edit and take back? Each act returns the id of the message concerned."""

import base64

from bot.sandbox.errors import ActError
from bot.sandbox.media import describe, store
from bot.sandbox.members import has_right
from bot.sandbox.messages import origin_of, remove
from bot.sandbox.model import Json, Message
from bot.sandbox.plain import detect, trim, utf16_length
from bot.sandbox.posting import Posting
from bot.sandbox.updates import tell

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one dot, for photos whose look does not matter."""
MAX_TEXT = 4096


class Acts(Posting):
    """Messages of every kind that people send."""

    def text(self, user_id: int, chat_id: int, text: str, reply_to: int = 0, thread: int = 0) -> int:
        """Type a text (or a command) and send it."""
        return self.say(user_id, chat_id, "text", _text(text), reply_to, thread)

    def reply(self, user_id: int, chat_id: int, message_id: int, text: str) -> int:
        """Answer a message with a text."""
        return self.text(user_id, chat_id, text, reply_to=message_id)

    def contact(
        self, user_id: int, chat_id: int = 0, of: int = 0, phone: str = "", name: str = "", reply_to: int = 0
    ) -> int:
        """Share a contact: one's own, that of the person `of`, or a bare `phone` and `name`."""
        contact: Json
        if phone:
            contact = {"phone_number": phone, "first_name": name or phone}
            if of:
                contact["user_id"] = of
        else:
            owner = self.world.users[of or user_id]
            contact = {"phone_number": owner.phone or f"+62{owner.id}", "first_name": owner.first_name}
            if owner.last_name:
                contact["last_name"] = owner.last_name
            contact["user_id"] = owner.id
        return self.say(user_id, chat_id, "contact", {"contact": contact}, reply_to)

    def location(
        self, user_id: int, chat_id: int, lat: float, lon: float, live_period: int = 0, reply_to: int = 0
    ) -> int:
        """Share a place; with `live_period` seconds it may `move` later."""
        place: Json = {"latitude": lat, "longitude": lon}
        if live_period:
            place["live_period"] = live_period
        return self.say(user_id, chat_id, "location", {"location": place}, reply_to)

    def file(
        self,
        user_id: int,
        chat_id: int,
        kind: str = "photo",
        caption: str = "",
        data: bytes = b"",
        name: str = "",
        reply_to: int = 0,
    ) -> int:
        """Send a photo, voice, sticker, document, video, video_note or audio; without bytes, made-up ones."""
        body = data or (PIXEL if kind == "photo" else f"sandbox {kind}".encode())
        content = describe(kind, store(self.world, kind, body, name or f"{kind}.bin"), {})
        if caption:
            written = _text(caption)
            content["caption"] = written["text"]
            if "entities" in written:
                content["caption_entities"] = written["entities"]
        return self.say(user_id, chat_id, kind, content, reply_to)

    def edit(self, user_id: int, chat_id: int, message_id: int, text: str) -> int:
        """Change one's own text or caption; bots that saw the message see the edit."""
        message = self._own(user_id, chat_id, message_id)
        written = _text(text)
        if message.kind == "text":
            message.content = written
        else:
            message.content = message.content | {"caption": written["text"]}
        self._edited(message)
        return message_id

    def move(self, user_id: int, chat_id: int, message_id: int, lat: float, lon: float) -> int:
        """A live location goes on; it arrives as an edit."""
        message = self._own(user_id, chat_id, message_id)
        place = message.content.get("location", {})
        if "live_period" not in place:
            raise ActError("this is not a live location")
        message.content = {"location": place | {"latitude": lat, "longitude": lon}}
        self._edited(message)
        return message_id

    def delete(self, user_id: int, chat_id: int, message_id: int) -> int:
        """Delete a message for everyone; no bot hears of it."""
        user = self.person(user_id)
        message = self.message(user_id, chat_id, message_id)
        chat = message.chat
        allowed = chat.kind == "private" or self.is_author(user, message)
        if not allowed and not has_right(chat, user_id, "can_delete_messages"):
            raise ActError("only one's own messages can be deleted here")
        remove(self.world, message)
        return message_id

    def forward(self, user_id: int, chat_id: int, message_id: int, to: int) -> int:
        """Pass a message on to another chat; protected content stays where it is."""
        message = self.message(user_id, chat_id, message_id)
        if message.protected or message.chat.protected:
            raise ActError("CHAT_FORWARDS_RESTRICTED: the message is protected")
        made = self.say(user_id, to, message.kind, message.content)
        copy = self.chat(user_id, to).messages[made]
        copy.origin = origin_of(self.world, message)
        return made

    def _own(self, user_id: int, chat_id: int, message_id: int) -> Message:
        message = self.message(user_id, chat_id, message_id)
        if not self.is_author(self.person(user_id), message):
            raise ActError("only one's own messages can be edited")
        return message

    def _edited(self, message: Message) -> None:
        now = self._now()
        message.edit_date = int(now)
        self.world.touch(message.chat)
        tell(self.world, message, now, edited=True)


def _text(text: str) -> Json:
    """A typed text with the commands, mentions and links that Telegram finds in it."""
    kept, _ = trim(text, [])
    if not kept:
        raise ActError("an empty text cannot be sent")
    if utf16_length(kept) > MAX_TEXT:
        raise ActError("a text of more than 4096 characters cannot be sent")
    entities = detect(kept, [])
    return {"text": kept, "entities": entities} if entities else {"text": kept}
