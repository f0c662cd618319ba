"""How often may an online geocoder be asked? Once a second; after three failures in a row not for a while.

Both follow the public servers' terms: Nominatim allows one request a second from one application
(operations.osmfoundation.org/policies/nominatim), Photon asks for fair use.
"""

from collections.abc import Callable

SECOND = 1.0
FAILURES = 3
FIRST_PAUSE, LONGEST_PAUSE = 30.0, 1_800.0  # s


class Turns:
    """Gives out times at which somebody may ask, a second apart. Times are monotonic seconds."""

    def __init__(self, monotonic: Callable[[], float], apart: float = SECOND) -> None:
        self._monotonic = monotonic
        self._apart = apart
        self._next = 0.0

    def wait(self, most: float) -> float | None:
        """Take the next turn and return the seconds until then; None, no turn taken, when it is too far."""
        now = self._monotonic()
        turn = max(self._next, now)
        if turn - now > most:
            return None
        self._next = turn + self._apart
        return turn - now


class Circuit:
    """Open (closed to questions) after three failures in a row; each further failure doubles the pause."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._failures = 0
        self._until = 0.0

    @property
    def open(self) -> bool:
        """Must nothing be asked now?"""
        return self._monotonic() < self._until

    def succeeded(self) -> None:
        self._failures = 0
        self._until = 0.0

    def failed(self) -> None:
        self._failures += 1
        beyond = self._failures - FAILURES
        if beyond >= 0:
            self._until = self._monotonic() + min(FIRST_PAUSE * 2.0 ** min(beyond, 10), LONGEST_PAUSE)
