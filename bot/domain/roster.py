"""What does the volunteers file say? A row of text becomes a person or a reason, and a person cells again."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Protocol

from bot.domain.model import Point
from bot.domain.people import Reach, Volunteer, VolunteerStatus

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
_EMPTY = ("", "-", "–", "—")
# A spreadsheet runs a cell that begins so, or what follows a separator when it splits the line its own way.
_FORMULA = re.compile(r"(^|[;,\t])(\s*)('*)([=+\-@＝＋－＠])")
_GUARDED = re.compile(r"(^|[;,\t])(\s*)'('*)([=+\-@＝＋－＠])")


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
    """Where a point lies: zone codes (`zone` empty = outside the city, `border` = another one within 100 m)."""

    zone: str = ""
    border: str = ""
    kelurahan: str = ""
    swapped: bool = False  # the other way round it would lie in the city


class Atlas(Protocol):
    """What reading a row asks of the city."""

    zones: Mapping[str, str]  # code -> name
    communities: str  # the known ones, for a reason

    def zone(self, text: str) -> str | None: ...
    def community(self, text: str) -> str | None: ...
    def centroid(self, zone: str) -> Point: ...
    def spot(self, point: Point) -> Spot | None: ...  # None = not on Earth


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
            for key in row.keys.items():
                if seen.setdefault(key, line) != line:
                    raise Mistake(f"the same {key[0]} stands in line {seen[key]}; remove or correct one.")
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
        work_point=atlas.centroid(work) if work else None,
        skills=read_skills(given["skills"]) if "skills" in given else None,
        status=_status(given.get("status", "")),
    )
    lost = (
        "" if row.telegram_id or row.phone else "has neither telegram_id nor phone, so nobody can reach it."
    )
    return replace(row, warnings=tuple(w for w in (warning, lost) if w))


def tame(text: str) -> str:
    """Without control, bidi and invisible signs, composed, with single spaces."""
    spaced = "".join(" " if c.isspace() else c for c in text)
    visible = "".join(c for c in spaced if unicodedata.category(c)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", visible).split())


def tidy(cell: str) -> str:
    """What a cell says; a lone dash says nothing."""
    text = tame(_GUARDED.sub(r"\1\2\3\4", cell.strip()))
    return "" if text in _EMPTY else text


def guard(text: str) -> str:
    """The text as a spreadsheet may open it without running it; `tidy` gives it back unchanged."""
    return _FORMULA.sub(r"\1\2'\3\4", text)


def show(text: str) -> str:
    """A cell as a reason may show it: short, and never a phone number."""
    secret = sum(c.isdigit() for c in text) >= 7
    short = text if len(text) <= 40 else text[:39] + "…"
    return '"' + (re.sub(r"\d", "#", short) if secret else short) + '"'


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
        like = get_close_matches(text.title(), atlas.zones.values(), 1)
        mend = f"perhaps {like[0]}?" if like else "write the kecamatan's name or Kemendagri code."
        raise Mistake(f"{column} {show(text)} is not a kecamatan of the city; {mend}")
    return found


def _home(given: Mapping[str, str], atlas: Atlas) -> tuple[Home, str]:
    zone = _zone("home_zone", given, atlas)
    lat, lon = given.get("home_lat", ""), given.get("home_lon", "")
    if not lat and not lon:
        if not zone:
            raise Mistake("has no home; write home_zone, or home_lat and home_lon.")
        return Home(zone, atlas.centroid(zone)), ""
    point = (_degrees("home_lat", lat), _degrees("home_lon", lon))
    spot = atlas.spot(point)
    if spot is None or (not spot.zone and not spot.swapped):
        raise Mistake("home_lat, home_lon lie outside the city; correct them, or leave both empty.")
    if spot.swapped:
        raise Mistake("home_lat and home_lon are swapped; exchange them.")
    if zone in ("", spot.zone, spot.border):
        return Home(zone or spot.zone, point, True, spot.kelurahan if zone != spot.border else ""), ""
    said, lies = atlas.zones[zone], atlas.zones[spot.zone]
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


def merged(row: Row, old: Volunteer | None) -> Volunteer:
    """The person after this row. Duty, language, consent and reach stay; an empty id, phone or status too."""
    person = old or Volunteer(id=0, telegram_id=None, name="", status=VolunteerStatus.PENDING)
    linked = row.telegram_id not in (None, person.telegram_id)
    unlinked = row.telegram_id is None and person.telegram_id is None
    person = replace(
        person,
        name=row.name,
        telegram_id=row.telegram_id or person.telegram_id,
        phone=row.phone or person.phone,
        community=person.community if row.community is None else row.community,
        skills=person.skills if row.skills is None else row.skills,
        status=row.status or person.status,
        # What is known of the way to one account says nothing of another.
        reach=Reach.OK if linked else Reach.NOT_LINKED if unlinked else person.reach,
        step="" if row.status and person.status is VolunteerStatus.REGISTERING else person.step,
    )
    return _at_work(_at_home(person, row.home), row)


def _at_home(person: Volunteer, home: Home) -> Volunteer:
    """A known point in the same zone is better than the zone's middle, a known kelurahan than a guess."""
    known = person.home_zone == home.zone and person.home_point is not None
    if known and (not home.exact or (person.home_exact and person.home_point == home.point)):
        return person
    return replace(
        person,
        home_zone=home.zone,
        home_point=home.point,
        home_exact=home.exact,
        home_kelurahan=home.kelurahan,
    )


def _at_work(person: Volunteer, row: Row) -> Volunteer:
    if row.work_zone is None or (row.work_zone == person.work_zone and person.work_point is not None):
        return person
    return replace(person, work_zone=row.work_zone, work_point=row.work_point, work_exact=False)


def cells(person: Volunteer, zones: Mapping[str, str]) -> list[str]:
    """The person in the order of COLUMNS, safe for a spreadsheet; `zones` gives names by code."""
    lat, lon = person.home_point if person.home_exact and person.home_point else (None, None)
    values = (
        str(person.telegram_id or ""),
        tame(person.name),
        _local(person.phone),
        person.community,
        zones.get(person.home_zone, person.home_zone),
        zones.get(person.work_zone, person.work_zone),
        _decimal(lat),
        _decimal(lon),
        "|".join(person.skills),
        person.status.value,
    )
    return [guard(value) for value in values]


def _local(phone: str) -> str:
    """+6281234567890 as 0812-3456-7890: neither a formula nor a number, so no spreadsheet spoils it."""
    if not phone.startswith("+62"):
        return phone
    digits = "0" + phone.removeprefix("+62")
    return "-".join([digits[:4], *(digits[at : at + 4] for at in range(4, len(digits), 4))])


def _decimal(degrees: float | None) -> str:
    """At least six decimals: with three, a spreadsheet takes the point for a thousands separator."""
    if degrees is None:
        return ""
    exact = format(Decimal(repr(degrees)), "f")
    return exact if len(exact.partition(".")[2]) > 6 else f"{degrees:.6f}"
