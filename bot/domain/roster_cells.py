"""What stands in a cell of the volunteers file? Text tamed when read, and safe for a spreadsheet to open."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from bot.domain.people import Volunteer

_EMPTY = ("", "-", "–", "—")
# A spreadsheet runs a cell that begins so, or what follows a separator when it splits the line its own way.
_FORMULA = re.compile(r"(^|[;,\t])(\s*)('*)([=+\-@＝＋－＠])")
_GUARDED = re.compile(r"(^|[;,\t])(\s*)'('*)([=+\-@＝＋－＠])")


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
