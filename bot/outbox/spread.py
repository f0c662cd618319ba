"""How far may an answer's time mislead about when Telegram counted the call? Pure."""

from collections import deque
from dataclasses import dataclass, field

ENOUGH = 20  # answers before anything is believed
KEPT = 200  # the newest answers; at 30 a second the last seven seconds
EVERY = 8  # answers between two looks
DOUBT = 0.12
"""Of the spread (the slow tenth's beginning less the quickest) this share is kept as margin."""
COARSE = 0.003  # s, timers wake a little early or late


@dataclass(slots=True)
class Spread:
    """The answer times that the sender itself sees, in seconds.

    A call that left at `s` and was answered at `a = s + up + down` was counted at `s + up`. The call that
    takes its slot is counted its own `up` after it leaves. Leaving `least` seconds before the answer is a
    window old is therefore safe where `least <= up + down` of any two calls: the quickest answer seen is
    that bound once there are many, and the wider the answers spread the less it is believed.
    """

    _seen: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))
    _new: int = 0
    _credit: float = 0.0

    def see(self, seconds: float) -> None:
        """One call took so long from leaving to its answer."""
        self._seen.append(seconds)
        self._new += 1
        if seconds < self._credit or (self._new >= EVERY and len(self._seen) >= ENOUGH):
            self._look()

    def _look(self) -> None:
        self._new = 0
        times = sorted(self._seen)
        least, slow = times[0], times[int(0.9 * len(times))]
        self._credit = max(0.0, least - DOUBT * (slow - least) - COARSE)

    @property
    def credit(self) -> float:
        """Seconds that a slot may be used again before a whole window has passed since its answer."""
        return self._credit if len(self._seen) >= ENOUGH else 0.0
