"""Which property says what? Found by what stands in it: BIG, BPS/HDX and OSM each name theirs otherwise.

BIG writes KODE, NAMA or KDEPUM, WADMKD, WADMKC; HDX's COD-AB ADM4_EN, ADM3_EN, ADM2_PCODE; OSM name and
admin_level.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bot.zones.building.model import Feature, Register, Unit
from bot.zones.text import fold, squeeze

_TITLES = re.compile(r"^(kelurahan|kel|desa|kecamatan|kec|distrik) ")
_DOTTED = re.compile(r"\d\d\.\d\d\.\d\d(\.[123]\d{3})?")
_DIGITS = re.compile(r"\d{6}([123]\d{3})?")


class Columns(NamedTuple):
    """The keys that hold Kemendagri's code, names of kelurahan, of kecamatan, and the regency; "" is none.

    `village` is True when features without code or admin_level are kelurahan rather than kecamatan.
    """

    code: str
    kelurahan: str
    kecamatan: str
    regency: str
    village: bool


def find_columns(features: Sequence[Feature], register: Register) -> Columns:
    """Return the columns of the features; each is the one that agrees most with Kemendagri's list."""
    keys = list(dict.fromkeys(key for feature in features for key in feature.properties))
    values = {key: {f.said(key) for f in features} for key in keys}
    villages, districts = names_of(register.kelurahan.values()), names_of(register.kecamatan.values())
    kelurahan, many = _best(keys, lambda key: len({plain(v) for v in values[key]} & villages.keys()))
    kecamatan, few = _best(keys, lambda key: len({plain(v) for v in values[key]} & districts.keys()))
    code = _code_column(keys, values, register)
    free = [key for key in keys if key not in (code, kelurahan, kecamatan)]
    return Columns(code, kelurahan, kecamatan, _regency_column(features, free, register), many > few)


def names_of(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Return the units by plain name; a name can be that of several."""
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(plain(unit.name), []).append(unit)
    return found


def plain(name: str) -> str:
    """Return a name for comparison: "Kel. Pindrikan-Kidul" -> "pindrikankidul"."""
    return squeeze(_TITLES.sub("", fold(name)))


def dotted(text: str) -> str:
    """Return a code as Kemendagri writes it ("3374011001" -> "33.74.01.1001"), "" for what is none."""
    if _DOTTED.fullmatch(text):
        return text
    if not _DIGITS.fullmatch(text):
        return ""
    return ".".join(part for part in (text[:2], text[2:4], text[4:6], text[6:]) if part)


def in_regency(said: str, register: Register) -> bool:
    """Return whether a property means the register's regency: its code, HDX's p-code, or its name."""
    digits = register.code.replace(".", "")
    bare = re.sub(r"^kabupaten ", "", fold(register.name))
    short = re.sub(r"^(kota|kabupaten) administrasi ", r"\1 ", fold(register.name))
    names = {squeeze(register.name), squeeze(bare), squeeze(short), digits, f"id{digits}"}
    return squeeze(said.replace(".", "")) in names


def _best(keys: Sequence[str], hits: Callable[[str], int]) -> tuple[str, int]:
    """Return the key with most hits (the first of equals) and their number; "" when none has any."""
    best = max(keys, key=hits, default="")
    count = hits(best) if best else 0
    return (best, count) if count else ("", 0)


def _code_column(keys: Sequence[str], values: dict[str, set[str]], register: Register) -> str:
    """Return the column of codes. BPS counts otherwise, and only now and then looks like Kemendagri."""
    known = register.kecamatan.keys() | register.kelurahan.keys()
    here = f"{register.code}."

    def hits(key: str) -> int:
        return len({dotted(value) for value in values[key]} & known)

    best, count = _best(keys, hits)
    of_city = {value for value in values.get(best, ()) if dotted(value).startswith(here) or _bps(value, here)}
    return best if count * 2 > len(of_city) else ""


def _bps(value: str, here: str) -> bool:
    return value.isdigit() and value.startswith(here.replace(".", "")) and not dotted(value)


def _regency_column(features: Sequence[Feature], keys: Sequence[str], register: Register) -> str:
    """Return the column that tells this regency's features from others', "" if there is nothing to tell."""

    def hits(key: str) -> int:
        count = sum(in_regency(feature.said(key), register) for feature in features)
        return count if len(register.kecamatan) <= count < len(features) else 0

    return _best(keys, hits)[0]
