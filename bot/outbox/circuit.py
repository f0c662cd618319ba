"""Is Telegram there at all? One failure is a recipient's; many in a row are everybody's. Pure."""

from dataclasses import dataclass, field

IN_A_ROW, CHATS = 8, 3
"""So many calls in a row to at least so many chats without an answer: the line is down."""
PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between two probes; never shorter than the one before."""
CAREFUL = 2  # calls at once after a good probe, until one of them is answered


@dataclass(slots=True)
class Circuit:
    """Closed: everything may leave. Open: only a probe, at growing pauses. Half open: a few at once."""

    _row: int = 0
    _chats: set[int] = field(default_factory=set)
    _probes: int = 0  # failed in a row, and half-open failures with them
    _next: float | None = None  # when the next probe is due; None = not open
    _half: bool = False

    @property
    def open(self) -> bool:
        """Is everything held back?"""
        return self._next is not None

    def failed(self, chat_id: int, now: float) -> bool:
        """A call had no answer of Telegram's; True when this opened the circuit."""
        if self.open:
            return False
        self._row += 1
        self._chats.add(chat_id)
        if self._half or (self._row >= IN_A_ROW and len(self._chats) >= CHATS):
            self._wait(now)
            return True
        return False

    def answered(self) -> bool:
        """Telegram answered a call, whatever it said; True when this closed the circuit."""
        was = self._half
        if not self.open:
            self._row, self._half, self._probes = 0, False, 0
            self._chats.clear()
        return was and not self.open

    def probed(self, there: bool, now: float) -> None:
        """A probe came back."""
        if there:
            self._next, self._half, self._row = None, True, 0
        else:
            self._wait(now)

    def _wait(self, now: float) -> None:
        pause = PAUSES[min(self._probes, len(PAUSES) - 1)]
        self._probes += 1
        self._half = False
        self._next = now + pause

    def most(self, in_flight: int, most: int) -> int:
        """How many more calls may leave, where `most` could."""
        if self.open:
            return 0
        return max(min(most, CAREFUL - in_flight), 0) if self._half else most

    def probe_wait(self, now: float) -> float | None:
        """Seconds until the next probe; None when none is needed."""
        return None if self._next is None else max(self._next - now, 0.0)
