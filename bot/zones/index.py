"""Under which names is a place known? Every name of the pack by its key, ready to be looked up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from bot.zones.generic import DIRECTIONS, GENERIC, RECURRING, SMALL_STREETS, STEMS
from bot.zones.model import Kelurahan, OutsidePlace, Place, Zone
from bot.zones.words import STREET_WORDS, Word, key_of, words_of

T = TypeVar("T")
_BRACKET = re.compile(r"\([^)]*\)")
LONGEST = 9
"""No name has more words than this."""


class Index:
    """Names -> zones, kelurahan, places, streets, places outside. Keys are words run together."""

    def __init__(
        self,
        zones: Iterable[Zone],
        kelurahan: Sequence[Kelurahan],
        places: Iterable[Place],
        outside: Iterable[OutsidePlace],
        spellings: Mapping[str, str],
    ) -> None:
        self._spellings = spellings
        self.zones: dict[str, Zone] = {self.key(zone.name): zone for zone in zones}
        self.kelurahan: dict[str, list[Kelurahan]] = {}
        self.stems: dict[str, list[Kelurahan]] = {}
        self.places: dict[str, list[Place]] = {}
        self.streets: dict[str, list[Place]] = {}
        self.outside: dict[str, OutsidePlace] = {self.key(place.name): place for place in outside}
        for item in kelurahan:
            self._add_kelurahan(item)
        for place in places:
            self._add_place(place)
        self.weak = {key for key, rows in self.streets.items() if self._is_weak(rows)}

    def words(self, text: str) -> list[Word]:
        """Return the words of typed text in this pack's spelling."""
        return words_of(text, self._spellings)

    def key(self, name: str) -> str:
        """Return the key of a name."""
        return key_of(self.words(name))

    def matched(self, key: str, row: Place) -> str:
        """Return the name or alias of `row` that has this key, its full name when none has it literally."""
        names = [row.name, *row.aliases]
        return next((name for name in names if self._bare_key(name) == key), row.name)

    def _bare_key(self, name: str) -> str:
        return key_of(_without_street_word(self.words(name)))

    def _add_kelurahan(self, item: Kelurahan) -> None:
        words = self.words(item.name)
        _add(self.kelurahan, key_of(words), item)
        if len(words) > 1 and words[-1].text in STEMS:
            _add(self.stems, key_of(words[:-1]), item)

    def _add_place(self, place: Place) -> None:
        street = place.kind.startswith("street_")
        for name in _names(place):
            words: Sequence[Word] = self.words(name)
            if street or (words and words[0].text == "jalan"):
                words = _without_street_word(words)
            for variant in _variants(words, street):
                if _distinct(variant, listed=variant is words):
                    _add(self.streets if street else self.places, key_of(variant), place)

    def _is_weak(self, rows: Sequence[Place]) -> bool:
        """Tell whether a street's name proves little: small, in one zone, named with one common word."""
        if any(row.kind not in SMALL_STREETS for row in rows) or len({row.zone_code for row in rows}) > 1:
            return False
        cores = [_core(_without_street_word(self.words(row.name))) for row in rows]
        return all(len(core) == 1 and core[0] in RECURRING for core in cores)


def _distinct(words: Sequence[Word], listed: bool) -> bool:
    """Tell names from everyday words: several generic ones must be listed so or bear a number."""
    if not all(word.text in GENERIC or word.text.isdigit() for word in words):
        return True
    return len(words) > 1 and (listed or any(word.text.isdigit() for word in words))


def _names(place: Place) -> list[str]:
    plain = _BRACKET.sub(" ", place.name)
    return list(dict.fromkeys([place.name, plain, *plain.split(" / "), *place.aliases]))


def _variants(words: Sequence[Word], street: bool) -> list[Sequence[Word]]:
    found = [words]
    if len(words) > 1 and words[-1].text == ("raya" if street else "semarang"):
        found.append(words[:-1])
    if not street and any(word.text == "negeri" for word in words):
        found += [[word for word in variant if word.text != "negeri"] for variant in list(found)]
    return [variant for variant in found if len(key_of(variant)) > 2]


def _without_street_word(words: Sequence[Word]) -> Sequence[Word]:
    return words[1:] if len(words) > 1 and words[0].text in STREET_WORDS else words


def _core(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words if word.text not in DIRECTIONS and not word.text.isdigit()]


def _add(table: dict[str, list[T]], key: str, item: T) -> None:
    rows = table.setdefault(key, [])
    if item not in rows:
        rows.append(item)
