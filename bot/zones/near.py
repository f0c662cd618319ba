"""Is it a slip of the finger? Almost a name -> the words as they were probably meant, to be read again."""

from collections.abc import Iterable, Sequence
from itertools import islice
from math import ceil
from typing import NamedTuple

from bot.zones.context import is_person
from bot.zones.everyday import everyday_slip, is_everyday
from bot.zones.evidence import Reading
from bot.zones.generic import GENERIC, PLACE_NOUNS, RECURRING, word_set
from bot.zones.index import Index
from bot.zones.sieve import Sieve
from bot.zones.slips import allowed, slip
from bot.zones.sounds import skeleton, sound
from bot.zones.words import STREET_WORDS, Word, key_of

_SHORTEST, _LONGEST_NAME = 4, 5
_TIE = 0.25
_SHORTEST_SKELETON, _SKELETON_COST = 4, 1.2
_EVERYDAY_MARGIN = 0.2
_OVER_COST = 2.0
_MOST_TIES = 4
_MOST_RUNS = 150
"""A report has some twenty strange words; in a page of them no more are compared."""
_PARTS = word_set("""
    lor kidul kulon wetan tengah utara selatan timur barat besar lama baru raya jaya indah mas semarang
    sari sawah karang gunung tanah lawang 5 muda
""")
"""Everyday words that names are also made of."""


class _Hit(NamedTuple):
    """A name almost typed: what the slip costs for each letter, the words it stands for, its key."""

    cost: float
    at: int
    end: int
    key: str


class NearNames:
    """Mends slips of the finger with the names of the index."""

    def __init__(self, index: Index) -> None:
        self._spelt, self._zones = index.spelt, index.zones
        bare = (key for key in index.known_bare if key not in GENERIC)
        streets = (key for key in index.streets.main_keys() if key not in RECURRING)
        self._names = Sieve([key for key in bare if len(key) > _SHORTEST])
        self._long = Sieve([key for key, name in index.spelt.items() if len(name) > 1 and len(key) > 7])
        self._streets = Sieve([key for key in streets if len(key) > _SHORTEST])
        areas = [*index.zones, *index.kelurahan, *index.stems]
        self._skeletons = {skeleton(key): key for key in areas if len(skeleton(key)) >= _SHORTEST_SKELETON}

    def mended(self, words: Sequence[Word], reading: Reading) -> list[list[Word]]:
        """Return what may have been meant: the likeliest slip mended, once for each name equally near."""
        hits = [*self._bare(words, reading), *self._after_street(words, reading)]
        return self._best(words, hits)

    def completed(self, words: Sequence[Word], reading: Reading) -> list[list[Word]]:
        """Return the words with a longer name than the one found, when it was typed with a slip."""
        return self._best(words, self._over(words, reading))

    def _best(self, words: Sequence[Word], hits: Iterable[_Hit]) -> list[list[Word]]:
        ranked = sorted(hits)
        if not ranked:
            return []
        best = ranked[0]
        span = (best.at, best.end)
        ties = [
            hit
            for hit in ranked
            if hit.cost - best.cost <= _TIE / len(best.key) and (hit.at, hit.end) == span
        ]
        return [self._replaced(words, hit) for hit in ties[:_MOST_TIES]]

    def _replaced(self, words: Sequence[Word], hit: _Hit) -> list[Word]:
        first, last = words[hit.at], words[hit.end - 1]
        name = [Word(text, False, False) for text in self._spelt[hit.key]]
        name[0] = name[0]._replace(breaks=first.breaks, dash=first.dash, line=first.line)
        name[-1] = name[-1]._replace(colon=last.colon)
        return [*words[: hit.at], *name, *words[hit.end :]]

    def _bare(self, words: Sequence[Word], reading: Reading) -> Iterable[_Hit]:
        for at, end in islice(_runs(words, reading.used), _MOST_RUNS):
            typed = key_of(words[at:end])
            if typed in self._spelt or typed in RECURRING:
                continue
            if typed in self._skeletons and typed == skeleton(typed):
                yield _Hit(_SKELETON_COST / len(typed), at, end, self._skeletons[typed])
            for key, cost in self._nearest(typed, self._names):
                everyday = everyday_slip(words[at].text) if end == at + 1 else None
                margin = 0.0 if key in self._zones else _EVERYDAY_MARGIN
                if everyday is None or everyday >= cost + margin:
                    yield _Hit(cost / len(key), at, end, key)

    def _after_street(self, words: Sequence[Word], reading: Reading) -> Iterable[_Hit]:
        for at in reading.lost:
            for end in range(at + 1, min(len(words), at + _LONGEST_NAME) + 1):
                if words[at].text in RECURRING or (end > at + 1 and words[end - 1].breaks):
                    break
                for key, cost in self._nearest(key_of(words[at:end]), self._streets):
                    yield _Hit(cost / len(key), at, end, key)

    def _over(self, words: Sequence[Word], reading: Reading) -> Iterable[_Hit]:
        for at, end in islice(_stretches(words, reading.used), _MOST_RUNS):
            for key, cost in self._nearest(key_of(words[at:end]), self._long):
                if cost <= _OVER_COST:
                    yield _Hit(cost / len(key), at, end, key)

    def _nearest(self, typed: str, names: Sieve) -> list[tuple[str, float]]:
        """Return the names within what is forgiven for their length, with their cost."""
        if len(typed) < _SHORTEST:
            return []
        hits = names.near(typed, ceil(allowed(len(typed) + 2)))
        costs = [(key, slip(typed, key)) for key in hits]
        return [(key, cost) for key, cost in costs if 0 < cost <= self._forgiven(typed, key)]

    def _forgiven(self, typed: str, key: str) -> float:
        """Return the dearest slip forgiven here: of "Pasar Johar" the market's own word must be near, too."""
        if key in self._zones:
            return allowed(len(key))
        own = sound("".join(text for text in self._spelt[key] if text not in PLACE_NOUNS))
        if own and own != key and key.endswith(own):
            core = min(slip(typed[start:], own) for start in range(len(typed)))
            if core > allowed(len(own)):
                return 0.0
        return allowed(min(len(typed), len(key)))


def _runs(words: Sequence[Word], used: set[int]) -> Iterable[tuple[int, int]]:
    """Return the runs of up to five unexplained words that could be a name (not one after "jalan")."""
    for at, word in enumerate(words):
        if (at and words[at - 1].text in STREET_WORDS) or is_person(words, at) or not _may_be_in_name(word):
            continue
        for end in range(at + 1, min(len(words), at + _LONGEST_NAME) + 1):
            last = words[end - 1]
            if end - 1 in used or (end - 1 > at and last.breaks) or not _may_be_in_name(last):
                break
            if not all(_explained(word) for word in words[at:end]):
                yield at, end


def _stretches(words: Sequence[Word], used: set[int]) -> Iterable[tuple[int, int]]:
    """Return the runs of two to five words of which some were read as a name and some are strange."""
    strange = [at not in used and not _explained(word) for at, word in enumerate(words)]
    for at, word in enumerate(words):
        for end in range(at + 2, min(len(words), at + _LONGEST_NAME) + 1):
            if words[end - 1].breaks:
                break
            if any(strange[at:end]) and not all(strange[at:end]) and _may_be_in_name(word):
                yield at, end


def _may_be_in_name(word: Word) -> bool:
    return word.text in PLACE_NOUNS or not is_everyday(word.text) or word.text in _PARTS


def _explained(word: Word) -> bool:
    return is_everyday(word.text) or word.text in GENERIC
