"""What do people do all day? Incidents, presses of whatever is shown, registrations, notes; at random."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bot.sandbox.errors import ActError
from bot.sandbox.faults import Rule
from tests.bench.delivery.seeding import zones
from tests.crash.processes import FIRST_OPERATOR, Field, neighbours

OPERATORS, FIRST_NEWCOMER = 12, 300_000
NEWEST = 4  # messages in which people look for buttons
TRIES = 10  # people who look whether they have any
SHARE = 0.005  # four kinds of faults: 2 % of the calls
FAULTS = (
    Rule(what="cut_after", share=SHARE),
    Rule(what="cut_before", share=SHARE),
    Rule(what="html", share=SHARE, status=502),
    Rule(what="too_many", method="sendMessage", share=SHARE, retry_after=1),
)
WEIGHTS = {"report": 2, "close": 1, "press": 10, "note": 3, "newcomer": 1}


@dataclass
class Traffic:
    """One act at a time; `done` counts them by kind."""

    place: Field
    random: Random
    done: Counter[str] = field(default_factory=Counter)
    newcomers: int = 0

    def act(self) -> None:
        """Somebody does something; what is not possible just now is not done."""
        kind = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        try:
            done = bool(getattr(self, f"_{kind}")())
        except ActError:
            done = False  # a button without an action, or one that has just gone
        self.done[kind if done else "nothing"] += 1

    def close_all(self) -> None:
        """Every operator's open incidents come to their end."""
        for operator in self._operators:
            for _ in range(NEWEST):
                self._press_by(operator, ("Tutup",))

    @property
    def _operators(self) -> range:
        return range(FIRST_OPERATOR, FIRST_OPERATOR + OPERATORS)

    @property
    def _everybody(self) -> list[int]:
        """Who volunteers, or would like to."""
        others = [who for at in range(1, len(zones())) for who in neighbours(at)]
        return [*self.place.crowd, *others, *range(FIRST_NEWCOMER, FIRST_NEWCOMER + self.newcomers)]

    def _report(self) -> bool:
        operator = self.random.choice(self._operators)
        if self._press_by(operator, ("Siarkan",)):
            return True
        zone = self.random.choice(zones())[1]
        words = f"/insiden kebakaran; kecamatan {zone}; rumah, 2 terjebak"
        self.place.sandbox.people.text(operator, 0, words)
        return True

    def _close(self) -> bool:
        return self._press_by(self.random.choice(self._operators), ("Tutup", "Batalkan siaga"))

    def _press(self) -> bool:
        tried = (self._press_by(self.random.choice(self._everybody), ()) for _ in range(TRIES))
        return any(tried)

    def _note(self) -> bool:
        who = self.random.choice(self._everybody)
        self.place.sandbox.people.text(who, 0, self.random.choice(("api di dapur", "aman", "gas mati")))
        return True

    def _newcomer(self) -> bool:
        people, who = self.place.sandbox.people, FIRST_NEWCOMER + self.newcomers
        people.add_user(f"Baru {who}", user_id=who, phone=f"+62812{who:08d}")
        self.newcomers += 1
        people.start(who)
        return True

    def _press_by(self, who: int, words: tuple[str, ...]) -> bool:
        """A button of the newest messages, one of these words where there are any."""
        people = self.place.sandbox.people
        shown = [
            (int(message["message_id"]), str(button["text"]))
            for message in people.messages(who)[-NEWEST:]
            for line in message["buttons"]
            for button in line
            if not words or any(word in button["text"] for word in words)
        ]
        if not shown:
            return False
        people.press(who, 0, *self.random.choice(shown))
        return True
