"""What is a city made of? The values that the other modules of this room pass around."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class PackError(ValueError):
    """A city pack that cannot be used; the message is one sentence with the mend."""


class Point(NamedTuple):
    """A position in degrees, WGS 84. Latitude first, as people say it (not as GeoJSON has it)."""

    lat: float
    lon: float


class Severity(StrEnum):
    """How much hurry a kind of incident is in."""

    DARURAT = "darurat"
    BIASA = "biasa"


@dataclass(frozen=True, slots=True)
class Zone:
    """A kecamatan. `code` is Kemendagri's, dotted (33.74.01); `centroid` lies inside it."""

    code: str
    name: str
    centroid: Point


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """A kelurahan (or desa). `point` lies inside it; None where the sources know none."""

    code: str
    name: str
    zone_code: str
    point: Point | None
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer: a place, or one point of a street (`kind` begins with "street_")."""

    name: str
    kind: str
    point: Point
    zone_code: str
    kelurahan: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutsidePlace:
    """A place that people name but that lies in another regency."""

    name: str
    regency: str


@dataclass(frozen=True, slots=True)
class Community:
    """A volunteers' community."""

    key: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency (OPD) that may be called to an incident."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of incident. `agencies` and `first_aid` are keys, `parent` the kind it counts under."""

    key: str
    name_id: str
    name_en: str
    emoji: str
    severity: Severity
    sensitive: bool
    aliases: tuple[str, ...]
    agencies: tuple[str, ...]
    first_aid: str
    parent: str | None = None

    def name(self, language: str) -> str:
        """Return the name in "en", or in Indonesian for every other language."""
        return self.name_en if language == "en" else self.name_id


@dataclass(frozen=True, slots=True)
class Patience:
    """When an unclaimed incident knocks again: minutes of unclaimed time, each later than the one before."""

    remind: int
    neighbours: int
    city: int
    nobody: int


@dataclass(frozen=True, slots=True)
class Coming:
    """How long a volunteer who said "coming" is waited for: minutes, `stale_hours` in hours."""

    ask: int
    ask_after_eta: int
    release: int
    verdict: int
    stale_hours: int


@dataclass(frozen=True, slots=True)
class FirstAidCard:
    """A first-aid card. `urgent` says when to call at once; `reviewed`: a professional has read it."""

    key: str
    title: str
    steps: tuple[str, ...]
    donts: tuple[str, ...]
    urgent: str
    source: str
    confidence: str
    reviewed: bool
