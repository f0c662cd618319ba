"""How do people press buttons, and which presses does their phone not allow?"""

import time
import unicodedata

from bot.sandbox.acts import Acts
from bot.sandbox.errors import ActError, NoSuchButtonError
from bot.sandbox.members import is_present
from bot.sandbox.model import Answer, Bot, Chat, Json, Message
from bot.sandbox.queries import press


class Presses(Acts):
    """Inline buttons, reply keyboards and forged callbacks."""

    def press(self, user_id: int, chat_id: int, message_id: int, button: str = "", data: str = "") -> str:
        """Press an inline button, found by its words or its callback data; returns the callback query's id.

        Fails with NoSuchButtonError when the message is gone, no longer has that button, or is out of the
        person's sight.
        """
        message = self._seen(user_id, chat_id, message_id)
        found = find_button(message.inline, button, data)
        if "url" in found:
            raise ActError(f"the button opens {found['url']}; nothing reaches the bot")
        if "callback_data" not in found:
            raise ActError("the button does not call the bot")
        return self._press(user_id, message, found["callback_data"])

    def forge(self, user_id: int, chat_id: int, message_id: int, data: str) -> str:
        """Send any callback data on any message of a chat, as a tampered client could.

        The person need not be in the chat and the button need not exist; the message may even be gone.
        """
        self.person(user_id)
        chat = self.chat(user_id, chat_id, inside=False)
        message = chat.messages.get(message_id)
        if message is None:
            message = Message(message_id, chat, 0, {}, "gone")
        return self._press(user_id, message, data)

    def tap(self, user_id: int, chat_id: int, text: str, lat: float = 0.0, lon: float = 0.0) -> int:
        """Tap a button of the reply keyboard: sends its text, the own contact, or the given place."""
        chat = self.chat(user_id, chat_id)
        rows = (chat.keyboard or {}).get("keyboard", [])
        found = find_button(rows, text, "")
        if found.get("request_contact"):
            return self.contact(user_id, chat_id)
        if found.get("request_location"):
            return self.location(user_id, chat_id, lat, lon)
        return self.text(user_id, chat_id, found["text"])

    def answer(self, query_id: str) -> Answer | None:
        """What the bot answered to a press, None while it has not."""
        query = self.world.queries.get(query_id)
        if query is None:
            raise ActError(f"there was no press {query_id}")
        return query.answer

    def _seen(self, user_id: int, chat_id: int, message_id: int) -> Message:
        self.person(user_id)
        chat = self.chat(user_id, chat_id, inside=False)
        if chat.kind != "private" and not is_present(chat, user_id):
            raise NoSuchButtonError("no such button: the person is not in that chat")
        message = chat.messages.get(message_id)
        if message is None:
            raise NoSuchButtonError(f"no such button: message {message_id} is gone")
        return message

    def _press(self, user_id: int, message: Message, data: str) -> str:
        user, bot = self.person(user_id), self._bot_of(message.chat, message)
        query = press(self.world, bot, user, message, data, self._now(), time.monotonic())
        return query.id

    def _bot_of(self, chat: Chat, message: Message | None = None) -> Bot:
        """The bot that a button belongs to: the message's author, else the first bot of the chat."""
        if chat.kind == "private":
            return self.world.bots[chat.bot_id]
        if message is not None and message.author in self.world.bots:
            return self.world.bots[message.author]
        for bot in self.world.bots.values():
            if is_present(chat, bot.id):
                return bot
        raise NoSuchButtonError("no such button: no bot in that chat")


def find_button(rows: list[list[Json]], words: str, data: str) -> Json:
    """The button with this callback data, or whose words (less any emoji before) equal or contain these."""
    buttons = [button for row in rows for button in row]
    if data:
        found = [button for button in buttons if button.get("callback_data") == data]
    else:
        wanted = bare(words)
        found = [button for button in buttons if bare(button["text"]) == wanted]
        found = found or [button for button in buttons if wanted and wanted in bare(button["text"])]
    if not found:
        shown = ", ".join(button["text"] for button in buttons) or "none"
        raise NoSuchButtonError(f"no such button: {words or data}; there are: {shown}")
    return found[0]


def bare(text: str) -> str:
    """Words without the emoji, signs and spaces before them, in small letters."""
    for place, sign in enumerate(text):
        if unicodedata.category(sign)[0] in "LN":
            return text[place:].strip().casefold()
    return text.strip().casefold()


def answer_json(answer: Answer | None) -> Json:
    """Plain form of an answer for /sandbox/queries."""
    if answer is None:
        return {"answered": False}
    return {
        "answered": True,
        "text": answer.text,
        "show_alert": answer.show_alert,
        "url": answer.url,
        "after": answer.after,
    }
