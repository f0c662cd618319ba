"""What goes into the making of a pack, and what comes out? Features, Kemendagri's list, flaws, files."""

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Unit:
    """A kecamatan or kelurahan of Kemendagri's list; `code` is dotted."""

    code: str
    name: str
    postal_code: str = ""

    @property
    def parent(self) -> str:
        """The code of what it belongs to: 33.74.01 for 33.74.01.1001."""
        return self.code.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Register:
    """Kemendagri's list of one city or regency, by code, in the order of the codes."""

    code: str
    name: str
    kecamatan: Mapping[str, Unit]
    kelurahan: Mapping[str, Unit]

    def kecamatan_of(self, kelurahan: str) -> str:
        """Return the name of the kecamatan that the kelurahan with this code belongs to."""
        return self.kecamatan[self.kelurahan[kelurahan].parent].name


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around a city: the regencies that border on it, and the others of its province."""

    near: tuple[Register, ...]
    others: tuple[Unit, ...]

    @property
    def regencies(self) -> tuple[Unit, ...]:
        """All of them, those that border on the city first."""
        return (*(Unit(one.code, one.name) for one in self.near), *self.others)


@dataclass(frozen=True, slots=True)
class Feature:
    """One polygon of the file in degrees, lon lat, valid; `number` counts from 1 as the file does."""

    number: int
    properties: Mapping[str, str]
    polygon: BaseGeometry

    def said(self, key: str) -> str:
        """Return the property as text, empty where there is none."""
        return self.properties.get(key, "")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something imperfect that was found, and what people can do about it.

    With `grave` the bot would place people wrongly; without, it works and the flaw is good to know.
    """

    what: str
    mend: str
    grave: bool = False

    def __str__(self) -> str:
        return f"{self.what}; {self.mend}."


@dataclass(frozen=True, slots=True)
class Source:
    """What a file of boundaries holds: its polygons, whose they are, and what was wrong with it."""

    features: tuple[Feature, ...]
    attribution: str
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A finished pack: text by file name, how much is in it, and its flaws."""

    files: Mapping[str, str]
    kecamatan: int
    kelurahan: int
    points: int
    flaws: tuple[Flaw, ...]


def quoted(text: str) -> str:
    """Return somebody else's words in quotes, on one line and not too long."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
