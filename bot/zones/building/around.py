"""Which places lie around a city? Its neighbours' kecamatan and its province's towns, by Kemendagri's list.

A name that the city bears itself, that two neighbours share, or that is a word of every report stands with
its regency: "Taman Sidoarjo", "Kecamatan Taman".
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.zones.building.model import Around, Register, Unit
from bot.zones.everyday import is_everyday
from bot.zones.generic import COMMON_NAMES, EVERYDAY_NAMES, RECURRING, word_set
from bot.zones.index import Index
from bot.zones.model import Kelurahan, OutsidePlace, Point, Zone
from bot.zones.words import key_of, words_of

_TITLE = re.compile(r"(Kabupaten|Kota)( Administrasi)? ")
_SHORTEST = 4
_OTHERWISE = word_set("kamal dukun bungah galis tabang tering jempang konang melak")
"""Kecamatan whose names people bear too, or that are words of a local language: alone they prove little."""


def outside_csv(register: Register, around: Around, written: Iterable[OutsidePlace] = ()) -> str:
    """Return the text of outside.csv, regency by regency, neighbours first.

    `written` are the rows that the city has already: those that the list does not give stay, after those of
    the list.
    """
    rows = {_key(row.name): row for row in _rows(_Own(register), around)}
    for row in written:
        rows.setdefault(_key(row.name), row)
    order = {unit.name: place for place, unit in enumerate(around.regencies)}
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("name", "regency"))
    writer.writerows(
        (row.name, row.regency)
        for row in sorted(rows.values(), key=lambda row: order.get(row.regency, len(order)))
    )
    return table.getvalue()


class _Own:
    """What the city itself is called, whole and in part; that is no name of a neighbour."""

    def __init__(self, register: Register) -> None:
        nowhere = Point(0.0, 0.0)
        zones = [Zone(unit.code, unit.name, nowhere) for unit in register.kecamatan.values()]
        villages = [
            Kelurahan(u.code, u.name, u.parent, None, u.postal_code) for u in register.kelurahan.values()
        ]
        self._index = Index(zones, villages, (), (), {}, register.name)
        names = [
            words_of(u.name) for units in (register.kecamatan, register.kelurahan) for u in units.values()
        ]
        self._beginnings = {key_of(words[:cut]) for words in names for cut in range(1, len(words))}

    def bears(self, name: str) -> bool:
        """Tell whether an area of the city has this name."""
        return self._index.names_area(_key(name))

    def allows(self, name: str) -> bool:
        """Tell whether the name alone means a place elsewhere."""
        key = _key(name)
        taken = self.bears(name) or key == self._index.own or key in self._beginnings
        return not taken and len(key) >= _SHORTEST and any(_telling(word.text) for word in words_of(name))


def _telling(word: str) -> bool:
    return not (word in COMMON_NAMES | RECURRING | EVERYDAY_NAMES | _OTHERWISE or is_everyday(word))


def _rows(own: _Own, around: Around) -> Iterator[OutsidePlace]:
    """Give the places of the list, each name once, none that an area of the city bears."""
    named = [OutsidePlace(unit.name, unit.name) for unit in around.regencies]
    towns = _towns(own, around.regencies)
    kecamatan = [row for near in around.near for row in _kecamatan(own, near, around)]
    seen: set[str] = set()
    for row in (*named, *towns, *kecamatan):
        if _key(row.name) not in seen and not own.bears(row.name):
            seen.add(_key(row.name))
            yield row


def _towns(own: _Own, regencies: Sequence[Unit]) -> Iterator[OutsidePlace]:
    """Give regencies and cities without their title; "Blitar" alone means the city, not the regency."""
    times = Counter(_bare(unit.name) for unit in regencies)
    for unit in regencies:
        name = _bare(unit.name)
        if own.allows(name) and (times[name] == 1 or unit.name.startswith("Kota")):
            yield OutsidePlace(name, unit.name)


def _kecamatan(own: _Own, near: Register, around: Around) -> Iterator[OutsidePlace]:
    shared = Counter(_key(unit.name) for one in around.near for unit in one.kecamatan.values())
    for unit in near.kecamatan.values():
        alone = shared[_key(unit.name)] == 1
        if alone and own.allows(unit.name):
            yield OutsidePlace(unit.name, near.name)
            continue
        yield OutsidePlace(f"{unit.name} {_bare(near.name)}", near.name)
        if alone and not own.bears(unit.name):
            yield OutsidePlace(f"Kecamatan {unit.name}", near.name)


def _bare(name: str) -> str:
    """Return a regency's name without its title: "Kabupaten Gresik" -> "Gresik"."""
    return _TITLE.sub("", name, count=1)


def _key(name: str) -> str:
    return key_of(words_of(name))
