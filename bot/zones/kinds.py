"""Which kind of incident is meant? Typed words -> a kind, or the nearest kinds when none fits."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.zones.model import Kind
from bot.zones.text import fold

_NEAR = 85.0
_SHORTEST_NEAR = 5


class KindFinder:
    """Looks kinds up by key, names and aliases."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self._kinds = kinds
        self._phrases: dict[str, Kind] = {}
        for kind in kinds:
            for phrase in (kind.key, kind.name_id, kind.name_en):
                self._phrases.setdefault(fold(phrase), kind)
        for kind in kinds:
            for phrase in kind.aliases:
                self._phrases.setdefault(fold(phrase), kind)

    def find(self, text: str) -> Kind | None:
        """Return the kind meant: exact, else the longest known phrase in `text`, else a near spelling."""
        folded = fold(text)
        return self._phrases.get(folded) or self._contained(folded) or self._near(folded)

    def nearest(self, text: str, n: int) -> list[Kind]:
        """Return the `n` kinds most like `text`, best first; equal ones in the pack's order."""
        folded = fold(text)
        best: dict[str, float] = {}
        for phrase, kind in self._phrases.items():
            best[kind.key] = max(
                best.get(kind.key, 0.0), fuzz.ratio(folded, phrase), fuzz.token_set_ratio(folded, phrase)
            )
        return sorted(self._kinds, key=lambda kind: -best[kind.key])[:n]

    def _contained(self, folded: str) -> Kind | None:
        padded = f" {folded} "
        found = [phrase for phrase in self._phrases if f" {phrase} " in padded]
        if not found:
            return None
        return self._phrases[min(found, key=lambda phrase: (-len(phrase), padded.index(f" {phrase} ")))]

    def _near(self, folded: str) -> Kind | None:
        scored = [
            (fuzz.ratio(text, phrase), phrase)
            for text in dict.fromkeys([folded, *folded.split()])
            if len(text) >= _SHORTEST_NEAR
            for phrase in self._phrases
            if len(phrase) >= _SHORTEST_NEAR
        ]
        score, phrase = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
        return self._phrases[phrase] if score >= _NEAR else None
