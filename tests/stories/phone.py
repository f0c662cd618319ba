"""A person of the stories with a phone in the hand: what they do with it, and what they read on it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.model import Answer, Chat, Json
from bot.sandbox.presses import bare

if TYPE_CHECKING:
    from tests.stories.town import Town


@dataclass
class Phone:
    """One person in one chat."""

    town: "Town"
    user_id: int
    name: str
    chat_id: int = 0

    def within(self, chat: Chat) -> "Phone":
        """The same person, in a group or channel."""
        return Phone(self.town, self.user_id, self.name, chat.id)

    async def says(self, text: str, reply_to: int = 0) -> int:
        sent = self.town.sandbox.people.text(self.user_id, self.chat_id, text, reply_to)
        await self.town.settle()
        return sent

    async def shares_location(self, lat: float, lon: float, reply_to: int = 0) -> int:
        sent = self.town.sandbox.people.location(self.user_id, self.chat_id, lat, lon, 0, reply_to)
        await self.town.settle()
        return sent

    async def shares_contact(self, of: int = 0) -> int:
        sent = self.town.sandbox.people.contact(self.user_id, self.chat_id, of)
        await self.town.settle()
        return sent

    async def sends_photo(self, caption: str = "") -> int:
        sent = self.town.sandbox.people.file(self.user_id, self.chat_id, "photo", caption)
        await self.town.settle()
        return sent

    async def starts(self) -> None:
        self.town.sandbox.people.start(self.user_id)
        await self.town.settle()

    async def presses(self, words: str, message_id: int = 0) -> Answer:
        """Press a button of the newest message that has it (or of that message); returns the answer."""
        query = self.push(words, message_id)
        await self.town.settle()
        answer = self.town.sandbox.people.answer(query)
        assert answer is not None, f"{self.name} pressed {words} and was never answered"
        return answer

    def push(self, words: str, message_id: int = 0) -> str:
        """Press without waiting for the answer."""
        found = message_id or self._with_button(words)
        return self.town.sandbox.people.press(self.user_id, self.chat_id, found, words)

    async def forges(self, data: str, message_id: int = 1) -> Answer:
        query = self.town.sandbox.people.forge(self.user_id, self.chat_id, message_id, data)
        await self.town.settle()
        answer = self.town.sandbox.people.answer(query)
        assert answer is not None
        return answer

    def _with_button(self, words: str) -> int:
        for message in reversed(self.messages()):
            for row in message["buttons"]:
                if any(bare(words) in bare(button["text"]) for button in row):
                    return int(message["message_id"])
        raise AssertionError(f"{self.name} sees no button {words!r}; the chat reads:\n{self.transcript()}")

    def messages(self) -> list[Json]:
        return self.town.sandbox.people.messages(self.user_id, self.chat_id)

    def from_bot(self) -> list[Json]:
        written = self._chat().messages
        return [m for m in self.messages() if written[m["message_id"]].author in self.town.sandbox.world.bots]

    def screens(self) -> list[str]:
        """The texts of everything the bot wrote here, oldest first."""
        return [str(m["text"]) for m in self.from_bot()]

    @property
    def last(self) -> Json:
        found = self.from_bot()
        assert found, f"{self.name} has heard nothing"
        return found[-1]

    @property
    def screen(self) -> str:
        """The text of the newest message."""
        return str(self.last["text"])

    def buttons(self) -> list[str]:
        return [bare(b["text"]) for row in self.last["buttons"] for b in row]

    def hears(self, *words: str) -> Json:
        """The oldest message not yet accounted for, as it reads now; it must hold all these words."""
        for message in self.from_bot():
            if (self._chat().id, message["message_id"]) not in self.town.heard:
                self.town.heard.add((self._chat().id, message["message_id"]))
                for word in words:
                    assert word in message["text"], f"{word!r} is not in:\n{message['text']}"
                return message
        raise AssertionError(f"{self.name} heard nothing new; expected {words}\n{self.transcript()}")

    def sees(self, *words: str) -> None:
        """The newest message shows all of these."""
        for word in words:
            assert word in self.screen, f"{word!r} is not in:\n{self.screen}"

    def now_reads(self, message: Json, *words: str) -> str:
        """That message, as it has been edited meanwhile, shows all of these; returns its text."""
        text = next(str(m["text"]) for m in self.messages() if m["message_id"] == message["message_id"])
        for word in words:
            assert word in text, f"{word!r} is not in:\n{text}"
        return text

    def hears_nothing(self) -> None:
        """Everything that was written to this chat has been accounted for."""
        new = [
            m["text"] for m in self.from_bot() if (self._chat().id, m["message_id"]) not in self.town.heard
        ]
        assert not new, f"{self.name} also heard:\n" + "\n---\n".join(new)

    def transcript(self) -> str:
        return "\n---\n".join(str(m["text"]) for m in self.messages())

    def _chat(self) -> Chat:
        people = self.town.sandbox.people
        return people.chat(self.user_id, self.chat_id, inside=False)
