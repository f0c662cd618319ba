"""Which toll gate is meant? Gates are called after areas near by, and some after the same."""

from collections.abc import Callable, Iterable, Sequence

from bot.zones.evidence import PLACE, Evidence, Option
from bot.zones.generic import GENERIC
from bot.zones.model import Kelurahan, Place, Zone
from bot.zones.words import Word, ends, key_of

GATE_WORDS = frozenset({"gerbang", "pintu", "exit", "gate", "gardu", "ruas", "jalan", "tol"})
"""Words that may stand before a gate's own name; "tol" must be among them."""
_GATES = frozenset({"gerbang", "pintu", "exit", "gate", "gardu"})
_CONFIDENCE = 0.8
_REACH_M = 250.0

Areas = Callable[[str], Iterable[Zone | Kelurahan]]
Words = Callable[[str], Sequence[Word]]


class Tolls:
    """The toll gates of a pack by their own names, "Tol Jatingaleh 1" and "Tol Jatingaleh" together."""

    def __init__(self, places: Iterable[Place], words_of: Words) -> None:
        self._rows: dict[str, dict[Place, None]] = {}
        for row in places:
            if row.kind == "toll":
                for name in (row.name.partition(" (")[0], *row.aliases):
                    own = [word for word in words_of(name) if word.text not in GATE_WORDS]
                    for part in (own, own[:-1] if own and own[-1].text.isdigit() else own):
                        if part and not all(word.text in GENERIC for word in part):
                            self._rows.setdefault(key_of(part), {})[row] = None

    def read(self, words: Sequence[Word], at: int, areas: Areas) -> tuple[int, Evidence | None]:
        """Return where the gate's name ends and all zones it may lie in; (at, None) when none is named.

        `areas` are the city's areas with a key: "tol Tembalang" may mean the road through Tembalang, too, but
        "exit tol Tembalang" does not.
        """
        start = at
        while (
            start < len(words)
            and words[start].text in GATE_WORDS
            and (start == at or not words[start].breaks)
        ):
            start += 1
        if start == len(words) or words[start].breaks or "tol" not in {word.text for word in words[at:start]}:
            return at, None
        for end in ends(words, start):
            rows = self._rows.get(key_of(words[start:end]))
            if rows:
                gate = any(word.text in _GATES for word in words[at:start])
                return end, _evidence(rows, () if gate else areas(key_of(words[start:end])))
        return at, None


def _evidence(rows: Iterable[Place], areas: Iterable[Zone | Kelurahan]) -> Evidence:
    gates = list(rows)
    options = {row.zone_code: Option(row.zone_code, row.kelurahan, row.point, row.name) for row in gates}
    for area in areas:
        code = area.code if isinstance(area, Zone) else area.zone_code
        options.setdefault(code, Option(code, None, None, gates[0].name))
    found = tuple(options[code] for code in sorted(options))
    return Evidence(PLACE, found, _CONFIDENCE, reach_m=_REACH_M)
