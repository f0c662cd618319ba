"""Under which names is a place known? Every name of the pack by its key, ready to be looked up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from bot.zones.branches import branches_of
from bot.zones.evidence import Evidence, leading_to, of_branches, of_places, of_street
from bot.zones.generic import BORDERS, GENERIC, HOSPITALS, STEMS, WELL_KNOWN
from bot.zones.model import Kelurahan, OutsidePlace, Place, Zone
from bot.zones.sounds import modern
from bot.zones.streets import Streets, without_street_word
from bot.zones.tolls import Tolls
from bot.zones.words import JUNCTION_WORDS, STREET_WORDS, Word, key_of, words_of

T = TypeVar("T")
_BRACKET = re.compile(r"\([^)]*\)")
_GLUED = re.compile(r"(jln|jl|kel|kec|di|ke)([a-z]{4,})")


class Index:
    """Names -> zones, kelurahan, places, streets, places outside. Keys are words run together.

    `own` is the key of the city's own name. `spelt` says how each key is written word by word; `known_bare`
    holds the keys of areas and well-known places, which people name without saying what they are.
    """

    def __init__(
        self,
        zones: Iterable[Zone],
        kelurahan: Sequence[Kelurahan],
        places: Iterable[Place],
        outside: Iterable[OutsidePlace],
        spellings: Mapping[str, str],
        name: str = "",
    ) -> None:
        self._spellings = spellings
        own = [word for word in self.own_words(name) if word.text not in {"kota", "kabupaten"}]
        self.own = key_of(own)
        self.spelt: dict[str, tuple[str, ...]] = {}
        self.known_bare: dict[str, None] = {}
        self.zones: dict[str, Zone] = {self._area_key(zone.name): zone for zone in zones}
        self.kelurahan: dict[str, list[Kelurahan]] = {}
        self.stems: dict[str, list[Kelurahan]] = {}
        self.places: dict[str, list[Place]] = {}
        self.junctions: dict[str, list[Place]] = {}
        self.outside: dict[str, OutsidePlace] = {self._area_key(place.name): place for place in outside}
        for item in kelurahan:
            self._add_kelurahan(item)
        rows = list(places)
        self.streets = Streets([row for row in rows if row.kind.startswith("street_")], self.own_words)
        named = [row for row in rows if not row.kind.startswith("street_")]
        for place in (row for row in named if row.kind != "bus_stop"):
            self._add_place(place)
        self.tolls = Tolls(named, self.own_words)
        self.branches = branches_of(named, self.own_words)
        for place in (row for row in named if row.kind == "bus_stop"):
            self._add_stop(place)
        self.spelt.update(self.streets.spelt)

    def words(self, text: str) -> list[Word]:
        """Return the words of typed text in this pack's spelling, "jlmajapahit" taken apart."""
        words = (self._respelt(word) for word in words_of(text, self._spellings))
        return [part for word in words for part in self._parted(word)]

    def key(self, name: str) -> str:
        """Return the key of a name."""
        return key_of(words_of(name, self._spellings))

    def matched(self, key: str, row: Place) -> str:
        """Return the name or alias of `row` that has this key, its full name when none has it literally."""
        names = [row.name, *row.aliases]
        return next((name for name in names if key in (self.key(name), self._bare_key(name))), row.name)

    def names_area(self, key: str) -> bool:
        """Tell whether the key is a kecamatan, a kelurahan, the first part of one, or a place outside."""
        return key in self.zones or key in self.kelurahan or key in self.stems or key in self.outside

    def areas(self, key: str) -> list[Zone | Kelurahan]:
        """Return the kecamatan and kelurahan with this key, or that share it as their first part."""
        zones = [self.zones[key]] if key in self.zones else []
        return [*zones, *self.kelurahan.get(key, self.stems.get(key, []))]

    def namesakes(self, words: Sequence[Word]) -> list[Place]:
        """Return the places that these words name, and the streets whose own name (no alias) they are."""
        return [*self.places.get(key_of(words), ()), *self.streets.called(words)]

    def known(self, key: str) -> bool:
        """Tell whether the key names anything but a street."""
        return self.names_area(key) or key in self.places or key in self.branches

    def street_evidence(self, words: Sequence[Word], weak: bool = False) -> Evidence | None:
        """Return the evidence of a street that the words name, None when they name none."""
        rows = self.streets.rows(words)
        if not rows:
            return None
        small = self.streets.small(rows)
        weak = weak or self.streets.weak(words, rows) or (small and self._elsewhere(key_of(words), rows))
        found = of_street(rows, partial(self.streets.named, words), weak, small)
        ends = [] if small else self._road_ends(words)
        return leading_to(found, ends) if ends else found

    def _road_ends(self, words: Sequence[Word]) -> list[list[Zone | Kelurahan]]:
        """Return the areas at both ends of a road such as "Raya Manyaran-Gunungpati", [] for other names.

        An end outside the city, or the city itself, has no areas.
        """
        spelt = self.own_words(
            " ".join(word.text for word in words if word.text not in STREET_WORDS | {"raya"})
        )
        for cut in range(1, len(spelt)):
            keys = [key_of(spelt[:cut]), key_of(spelt[cut:])]
            if all(self.names_area(key) or key == self.own for key in keys):
                return [self.areas(key) for key in keys]
        return []

    def place_evidence(self, key: str, confidence: float = 0.9) -> Evidence | None:
        """Return the evidence of a place with this key, or of the branches that share it."""
        if key in self.branches:
            return of_branches([*self.branches[key], *self.places.get(key, [])], confidence)
        if key in self.places:
            return of_places(self.places[key], partial(self.matched, key), confidence)
        return None

    def _elsewhere(self, key: str, rows: Sequence[Place]) -> bool:
        """Tell whether a street bears the name of a kelurahan in another zone: such names recur."""
        areas = {item.zone_code for item in self.kelurahan.get(key, ())}
        return bool(areas) and not areas & {row.zone_code for row in rows}

    def _parted(self, word: Word) -> list[Word]:
        """Take "jlmajapahit" and "ditembalang" apart where the rest is a name and the whole is none."""
        match = _GLUED.fullmatch(word.text) if word.text not in GENERIC else None
        if match is None or self._is_name(key_of([word])) or not self._is_name(match[2]):
            return [word]
        marker = words_of(match[1])[0].text
        rest = Word(match[2], False, False, colon=word.colon)
        return [word._replace(text=marker, colon=False), rest]

    def _respelt(self, word: Word) -> Word:
        """Return "purwoyoso" for "poerwojoso", the word itself where the old spelling makes no name."""
        text = modern(word.text)
        if text == word.text or self._is_name(key_of([word])) or not self._is_name(text):
            return word
        return word._replace(text=text)

    def _is_name(self, text: str) -> bool:
        key = self.key(text)
        return key not in GENERIC and (self.known(key) or self.streets.known(key))

    def _bare_key(self, name: str) -> str:
        return key_of(without_street_word(words_of(name, self._spellings)))

    def _add_kelurahan(self, item: Kelurahan) -> None:
        words = self.own_words(item.name)
        _add(self.kelurahan, self._noted(words, bare=True), item)
        if len(words) > 1 and words[-1].text in STEMS:
            _add(self.stems, self._noted(words[:-1], bare=True), item)

    def _area_key(self, name: str) -> str:
        return self._noted(self.own_words(name), bare=True)

    def _noted(self, words: Sequence[Word], bare: bool) -> str:
        """Return the key of a name, how it is written remembered."""
        key = key_of(words)
        self.spelt.setdefault(key, tuple(word.text for word in words))
        if bare:
            self.known_bare[key] = None
        return key

    def own_words(self, name: str) -> list[Word]:
        """Return the words of one of the pack's own names, nothing taken apart."""
        return words_of(name, self._spellings)

    def _add_place(self, place: Place) -> None:
        for name in _names(place):
            words: Sequence[Word] = self.own_words(name)
            if words and words[0].text == "jalan":
                words = without_street_word(words)
            for variant in _variants(words):
                only_one = place.kind == "airport" and name in place.aliases
                if only_one or _distinct(variant, listed=variant is words):
                    _add(self.places, self._noted(variant, place.kind in WELL_KNOWN), place)
            if words and words[0].text in JUNCTION_WORDS and len(words) > 1:
                _add(self.junctions, key_of(words[1:]), place)
            elif place.kind == "junction" and words:
                _add(self.junctions, key_of(words), place)

    def _add_stop(self, place: Place) -> None:
        """A stop is named after what stands beside it: its bare name counts when nothing else bears it.

        A street or a border is longer than the stop that is called after it.
        """
        for name in _names(place):
            words = [word for word in self.own_words(name) if word.text != "halte"]
            key = key_of(words)
            _add(self.places, "halte" + key, place)
            longer = words[0].text in STREET_WORDS | BORDERS if words else True
            taken = longer or self.known(key) or self.streets.known(key)
            if len(words) > 1 and not taken and _distinct(words, listed=True):
                _add(self.places, key, place)


def _distinct(words: Sequence[Word], listed: bool) -> bool:
    """Tell names from everyday words: several generic ones must be listed so or bear a number."""
    if not all(word.text in GENERIC or word.text.isdigit() for word in words):
        return True
    return len(words) > 1 and (listed or any(word.text.isdigit() for word in words))


def _names(place: Place) -> list[str]:
    plain = _BRACKET.sub(" ", place.name)
    return list(dict.fromkeys([place.name, plain, *plain.split(" / "), *place.aliases]))


def _variants(words: Sequence[Word]) -> list[Sequence[Word]]:
    found = [words]
    if len(words) > 1 and words[-1].text == "semarang":
        found.append(words[:-1])
    if len(words) > 1 and words[0].text in HOSPITALS:
        found += [[words[0]._replace(text=kind), *words[1:]] for kind in HOSPITALS - {words[0].text}]
    if any(word.text == "negeri" for word in words):
        found += [[word for word in variant if word.text != "negeri"] for variant in list(found)]
    return [variant for variant in found if len(key_of(variant)) > 2]


def _add(table: dict[str, list[T]], key: str, item: T) -> None:
    rows = table.setdefault(key, [])
    if item not in rows:
        rows.append(item)
