"""What does the volunteers file say? A row of text becomes a good row, or a reason with the mend."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from bot.domain.model import Point
from bot.domain.people import VolunteerStatus
from bot.domain.roster_cells import show, tidy
from bot.domain.roster_cells import tame as tame

_WHO, _WHERE = (
    ("telegram_id", "name", "phone", "community"),
    ("home_zone", "work_zone", "home_lat", "home_lon"),
)
COLUMNS = (*_WHO, *_WHERE, "skills", "status")
SURPLUS = ""
"""The key under which a row carries what stands beyond the last column of the header."""
NAME_MAX = 100
SKILLS_MAX = 400  # the width of the database's column, bars included
TELEGRAM_ID_MAX = 2**52 - 1  # Telegram: "at most 52 significant bits"

_STATUS = {"aktif": "active", "menunggu": "pending", "ditangguhkan": "suspended"}
_STATUSES = (VolunteerStatus.ACTIVE, VolunteerStatus.PENDING, VolunteerStatus.SUSPENDED)
_FIRST_AID = re.compile(
    r"\b(?:first[\s_-]*aid(?:er)?|pertolongan[\s_-]+pertama(?:[\s_-]+(?:pada[\s_-]+kecelakaan|gawat[\s_-]+darurat))?"
    r"|bantuan[\s_-]+hidup[\s_-]+dasar|basic[\s_-]+life[\s_-]+support|p\s?3\s?k|ppgd|bhd|bls|cpr|rjp)\b"
)
_TELEGRAM_ID = re.compile(r"([1-9][0-9]{0,15})(?:[.,]0*)?")
_DEGREES = re.compile(r"[-+]?[0-9]{1,3}(?:[.,][0-9]{1,20})?")
_PHONE = re.compile(r"\+(?:62[1-9][0-9]{7,11}|(?!62)[1-9][0-9]{7,14})")
_PHONE_SEPARATORS = re.compile(r"[\s.()\-‐‑‒–—−]")


class Mistake(ValueError):
    """Why a row can not be taken: one sentence with the mend, never with a phone number."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out. `line` is its line in the file, the header's being 1."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point lies: a zone (empty = outside the city), another one within 100 m, a kelurahan's name."""

    zone: str = ""
    border: str = ""
    kelurahan: str = ""
    swapped: bool = False  # the other way round it would lie in the city


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """What reading a row asks of the city. Zones go by code; None = no such zone or community."""

    names: Mapping[str, str]
    centroids: Mapping[str, Point]
    communities: str  # the known ones, for a reason
    zone: Callable[[str], str | None]
    community: Callable[[str], str | None]
    spot: Callable[[Point], Spot]


@dataclass(frozen=True, slots=True)
class Home:
    zone: str
    point: Point
    exact: bool = False
    kelurahan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A good row. None = the file does not have that column (or the status is empty)."""

    line: int
    name: str
    telegram_id: int | None = None
    phone: str = field(default="", repr=False)
    community: str | None = None
    home: Home
    work_zone: str | None = None
    work_point: Point | None = None
    skills: tuple[str, ...] | None = None
    status: VolunteerStatus | None = None
    warnings: tuple[str, ...] = ()

    @property
    def keys(self) -> dict[str, object]:
        """By what the person is recognised; with neither id nor phone by name and home zone."""
        keys = {"telegram_id": self.telegram_id, "phone": self.phone}
        return {k: v for k, v in keys.items() if v} or {"name and home zone": (self.name, self.home.zone)}


def parse_all(rows: Iterable[tuple[int, Mapping[str, str]]], atlas: Atlas) -> tuple[list[Row], list[BadRow]]:
    """Read all rows (column -> text, any of them missing); of two that claim one person the second is bad."""
    good: list[Row] = []
    bad: list[BadRow] = []
    seen: dict[tuple[str, object], int] = {}
    for line, cells in rows:
        try:
            row = parse(line, cells, atlas)
            twice = next((key for key in row.keys.items() if key in seen), None)
            if twice:
                raise Mistake(f"the same {twice[0]} stands in line {seen[twice]}; remove or correct one.")
            seen.update(dict.fromkeys(row.keys.items(), line))
            good.append(row)
        except Mistake as mistake:
            bad.append(BadRow(line, str(mistake)))
    return good, bad


def parse(line: int, cells: Mapping[str, str], atlas: Atlas) -> Row:
    """Read one row. Raises Mistake."""
    if cells.get(SURPLUS, "").strip():
        raise Mistake("has more cells than the header; put a text that holds the separator in quotes.")
    given = {column: tidy(cells[column]) for column in COLUMNS if column in cells}
    home, warning = _home(given, atlas)
    work = _zone("work_zone", given, atlas) if "work_zone" in given else None
    row = Row(
        line=line,
        name=_name(given.get("name", "")),
        telegram_id=_telegram_id(given.get("telegram_id", "")),
        phone=normal_phone(given.get("phone", "")),
        community=_community(given["community"], atlas) if "community" in given else None,
        home=home,
        work_zone=work,
        work_point=atlas.centroids[work] if work else None,
        skills=read_skills(given["skills"]) if "skills" in given else None,
        status=_status(given.get("status", "")),
    )
    lost = (
        "" if row.telegram_id or row.phone else "has neither telegram_id nor phone, so nobody can reach it."
    )
    return replace(row, warnings=tuple(w for w in (warning, lost) if w))


def _name(text: str) -> str:
    if not any(c.isalnum() for c in text):
        raise Mistake("the name is empty or has no letter; write the person's name.")
    if len(text) > NAME_MAX:
        raise Mistake(f"the name is longer than {NAME_MAX} letters; shorten it.")
    return text


def _telegram_id(text: str) -> int | None:
    match = _TELEGRAM_ID.fullmatch(text)
    if text and (match is None or int(match[1]) > TELEGRAM_ID_MAX):
        raise Mistake(
            f"telegram_id {show(text)} is not a Telegram number; write its digits only, or leave it empty."
        )
    return int(match[1]) if match else None


def normal_phone(text: str) -> str:
    """0812…, 62812…, 812… or +62 812-… as +62812…; another country's number needs its +. Raises Mistake."""
    whole = re.sub(r"^(\+?[0-9]{9,})[.,]0+$", r"\1", text)  # a spreadsheet's number: 81234567890.0
    digits = _PHONE_SEPARATORS.sub("", whole)
    for start, instead in (("00", "+"), ("0", "+62"), ("62", "+62"), ("8", "+628")):
        if digits.startswith(start):
            digits = instead + digits[len(start) :]
            break
    digits = re.sub(r"^\+620", "+62", digits)
    if digits and not _PHONE.fullmatch(digits):
        raise Mistake("the phone is not a telephone number; write one number like 0812-3456-7890.")
    return digits


def _community(text: str, atlas: Atlas) -> str:
    found = atlas.community(text) if text else ""
    if found is None:
        raise Mistake(
            f"community {show(text)} is not known; use one of {atlas.communities}, or leave it empty."
        )
    return found


def _zone(column: str, given: Mapping[str, str], atlas: Atlas) -> str:
    text = given.get(column, "")
    found = atlas.zone(text) if text else ""
    if found is None:
        like = get_close_matches(text.title(), atlas.names.values(), 1)
        mend = f"perhaps {like[0]}?" if like else "write the kecamatan's name or Kemendagri code."
        raise Mistake(f"{column} {show(text)} is not a kecamatan of the city; {mend}")
    return found


def _home(given: Mapping[str, str], atlas: Atlas) -> tuple[Home, str]:
    zone = _zone("home_zone", given, atlas)
    lat, lon = given.get("home_lat", ""), given.get("home_lon", "")
    if not lat and not lon:
        if not zone:
            raise Mistake("has no home; write home_zone, or home_lat and home_lon.")
        return Home(zone, atlas.centroids[zone]), ""
    point = (_degrees("home_lat", lat), _degrees("home_lon", lon))
    spot = atlas.spot(point)
    if not spot.zone and not spot.swapped:
        raise Mistake("home_lat, home_lon lie outside the city; correct them, or leave both empty.")
    if spot.swapped:
        raise Mistake("home_lat and home_lon are swapped; exchange them.")
    if zone in ("", spot.zone, spot.border):
        return Home(zone or spot.zone, point, True, spot.kelurahan if zone != spot.border else ""), ""
    said, lies = atlas.names[zone], atlas.names[spot.zone]
    warning = (
        f"home_zone says {said} but home_lat, home_lon lie in {lies}; {said} was kept, check which is right."
    )
    return Home(zone, point, True), warning


def _degrees(column: str, text: str) -> float:
    plain = text.replace("−", "-").rstrip("°")
    if not text:
        raise Mistake(f"{column} is empty but the other one is not; give both, or leave both empty.")
    if not _DEGREES.fullmatch(plain):
        raise Mistake(f"{column} {show(text)} is not a number of degrees; write it like -6.9903 or 110.4229.")
    return float(plain.replace(",", "."))


def read_skills(text: str) -> tuple[str, ...]:
    """The skills in the order given, each once; all words for first aid are `p3k`. Raises Mistake."""
    words = re.split(r"[|,;\s]+", _FIRST_AID.sub(" p3k ", text.lower()))
    slugs = (re.sub(r"[\W_]+", "-", word).strip("-") for word in words)
    skills = tuple(dict.fromkeys(s for s in slugs if s))
    if len("|".join(skills)) > SKILLS_MAX:
        raise Mistake("has too many skills; keep the ten that matter.")
    return skills


def _status(text: str) -> VolunteerStatus | None:
    word = _STATUS.get(text.casefold(), text.casefold())
    if word and word not in _STATUSES:
        raise Mistake(f"status {show(text)} is not known; write active, pending or suspended.")
    return VolunteerStatus(word) if word else None
