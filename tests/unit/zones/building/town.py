"""A town of squares: kelurahan in rows by kecamatan, drawn as somebody's file would have them."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from bot.zones.building.model import Register, Unit

WEST, SOUTH, SIDE = 110.3, -7.1, 0.01
Row = dict[str, Any]
Naming = Callable[[Register, Unit], dict[str, Any]]


def town() -> Register:
    """Three kecamatan with three kelurahan each; the name Purwosari stands in two of them."""
    names = {"Utara": ("Miroto", "Purwosari", "Sekayu"), "Tengah": ("Jagalan", "Bangunharjo", "Kauman")}
    names["Selatan"] = ("Purwosari", "Wonolopo", "Tambangan")
    kecamatan = {f"33.99.0{n}": Unit(f"33.99.0{n}", name) for n, name in enumerate(names, 1)}
    kelurahan = {
        (code := f"33.99.0{n}.100{m}"): Unit(code, name, f"501{n}{m}")
        for n, villages in enumerate(names.values(), 1)
        for m, name in enumerate(villages, 1)
    }
    return Register("33.99", "Kota Contoh", kecamatan, kelurahan)


def big(register: Register, unit: Unit) -> dict[str, Any]:
    """As in BIG's files that go round: code and name."""
    return {"KODE": unit.code, "NAMA": unit.name}


def rbi(register: Register, unit: Unit) -> dict[str, Any]:
    """As in BIG's RBI: codes and names of all levels, by the ministry's and the statisticians' count."""
    return {
        "NAMOBJ": unit.name.upper(),
        "KDPKAB": register.code,
        "KDEPUM": unit.code,
        "KDEBPS": unit.code.replace(".", "")[:6] + "0001",
        "WADMKD": unit.name,
        "WADMKC": register.kecamatan_of(unit.code),
        "WADMKK": register.name,
    }


def hdx(register: Register, unit: Unit) -> dict[str, Any]:
    """As in HDX's COD-AB after BPS: names, and p-codes that are not Kemendagri's."""
    return {
        "ADM4_EN": unit.name,
        "ADM4_PCODE": f"ID{unit.code.replace('.', '')[:4]}0{unit.code[6:8]}0{unit.code[-3:]}",
        "ADM3_EN": register.kecamatan_of(unit.code),
        "ADM2_EN": register.name,
        "ADM2_PCODE": "ID" + register.code.replace(".", ""),
        "ADM0_EN": "Indonesia",
        "Shape_Area": 0.0001,
    }


def osm(register: Register, unit: Unit) -> dict[str, Any]:
    """As OpenStreetMap exports them: a name, a level, an id, and no kecamatan."""
    number = unit.code.replace(".", "")
    return {"@id": f"relation/{number}", "name": unit.name, "admin_level": "7", "boundary": "administrative"}


def square(x: float, y: float, width: float = 1.0, height: float = 1.0) -> list[list[list[float]]]:
    """A rectangle in sides of a kelurahan, counted from the south-west corner of the town."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return [[[round(WEST + SIDE * a, 6), round(SOUTH + SIDE * b, 6)] for a, b in corners]]


def places(register: Register) -> dict[str, tuple[int, int]]:
    """Column and row of each kelurahan: a row for each kecamatan."""
    rows = {code: row for row, code in enumerate(register.kecamatan)}
    seen: dict[str, int] = {}
    found = {}
    for unit in register.kelurahan.values():
        found[unit.code] = (seen.get(unit.parent, 0), rows[unit.parent])
        seen[unit.parent] = seen.get(unit.parent, 0) + 1
    return found


def villages(register: Register, naming: Naming = big) -> list[Row]:
    """A feature for each kelurahan."""
    at = places(register)
    return [feature(square(*at[unit.code]), naming(register, unit)) for unit in register.kelurahan.values()]


def districts(register: Register, naming: Callable[[Unit], dict[str, Any]]) -> list[Row]:
    """A feature for each kecamatan: the row of its kelurahan."""
    at = places(register)
    long = {unit.code: sum(c.startswith(unit.code + ".") for c in at) for unit in register.kecamatan.values()}
    return [
        feature(square(0, row, long[unit.code]), naming(unit))
        for row, unit in enumerate(register.kecamatan.values())
    ]


def feature(rings: Any, properties: dict[str, Any] | None, kind: str = "Polygon") -> Row:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": rings}}


def geojson(rows: Iterable[Row], **members: Any) -> str:
    return json.dumps({"type": "FeatureCollection", **members, "features": list(rows)}, ensure_ascii=False)
