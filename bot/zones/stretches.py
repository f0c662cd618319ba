"""Where does the text name two ends instead of a place? "Perbatasan A B", "antara A dan B", "dari A ke B"."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from bot.zones.generic import BORDERS, word_set
from bot.zones.words import Word

T = TypeVar("T")

_OPENS = BORDERS | {"antara"}
_ONWARD = frozenset({"ke", "sampai", "hingga", "smp"})
_CLOSES = word_set(
    "di depan dekat belakang samping sebelah seberang sekitar tepat tepatnya persis arah menuju"
)
_LONGEST = 8


class Stretches(Generic[T]):
    """The stretches "perbatasan A B" and "antara A dan B", and what was found in each."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._of: dict[int, int] = {}
        for start, word in enumerate(words):
            end = _end(words, start) if start not in self._of else start
            if word.text in _OPENS or (word.text == "dari" and _goes_on(words, start, end)):
                for at in range(start + 1, end):
                    self._of[at] = start
        self._found: dict[int, list[T]] = {}
        self._beyond: set[int] = set()

    def covers(self, at: int) -> bool:
        """Tell whether word `at` lies in a stretch."""
        return at in self._of

    def take(self, at: int, found: T) -> bool:
        """Keep what was found at word `at` if that lies in a stretch; tell whether it does."""
        if at not in self._of:
            return False
        self._found.setdefault(self._of[at], []).append(found)
        return True

    def take_outside(self, at: int) -> bool:
        """Note that a place outside the city stands at word `at` if that lies in a stretch."""
        if at not in self._of:
            return False
        self._beyond.add(self._of[at])
        return True

    def found(self) -> Iterable[tuple[T, bool]]:
        """Return each finding, and whether it is proof: both ends are named and lie in the city."""
        for start, items in self._found.items():
            proof = len(items) > 1 and start not in self._beyond
            yield from ((item, proof) for item in items)


def _end(words: Sequence[Word], start: int) -> int:
    last = min(len(words), start + 1 + _LONGEST)
    closes = (at for at in range(start + 1, last) if words[at].breaks or words[at].text in _CLOSES)
    return next(closes, last)


def _goes_on(words: Sequence[Word], start: int, end: int) -> bool:
    """Tell whether "dari" opens a way with two ends."""
    return any(word.text in _ONWARD for word in words[start + 2 : end])
