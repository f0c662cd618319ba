"""How does a city pack come into memory? The one function of this room that reads files."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.zones.borders import Neighbours, guessed_borders, shared_borders
from bot.zones.files import (
    CARDS,
    CITY,
    GAZETTEER,
    KELURAHAN,
    OUTSIDE,
    POLYGONS,
    VILLAGES,
    Shapes,
    read_cards,
    read_kelurahan,
    read_outside,
    read_places,
    read_shapes,
    read_villages,
    zones_of_kelurahan,
)
from bot.zones.inherit import inherit
from bot.zones.model import Kelurahan, PackError, Zone
from bot.zones.pack import CityPack
from bot.zones.rules import read_rules

PACKS = Path(__file__).parent / "packs"
"""The folder of the packs that ship with the bot."""

COMMON = PACKS / "_common"
"""What a pack does not say is taken from here."""

_NEEDED = (CITY, KELURAHAN)
_OPTIONAL = (POLYGONS, VILLAGES, GAZETTEER, OUTSIDE, CARDS)


def shipped_packs() -> list[str]:
    """Return the names of the packs that ship with the bot, sorted."""
    found = (path.parent.name for path in PACKS.glob(f"*/{CITY}"))
    return sorted(name for name in found if name != COMMON.name)


def load_city(name_or_path: str) -> CityPack:
    """Return the pack of a shipped city's name or a folder. Raises PackError, a sentence with the mend."""
    folder = _folder(name_or_path.strip())
    files = {name: _read(folder / name) for name in (*_NEEDED, *_OPTIONAL)}
    missing = [name for name in _NEEDED if not files[name].strip()]
    if missing:
        raise PackError(f"The city pack {folder} has no {missing[0]} (or an empty one): add the file.")
    files[CARDS] = files[CARDS] or _read(COMMON / CARDS)
    return _assemble(files, inherit(_toml(files[CITY]), _toml(_read(COMMON / CITY))))


def _folder(name_or_path: str) -> Path:
    if name_or_path in shipped_packs():
        return PACKS / name_or_path
    path = Path(name_or_path).expanduser()
    if name_or_path and (path / CITY).is_file():
        return path
    shipped = ", ".join(shipped_packs())
    if name_or_path and path.is_dir():
        raise PackError(
            f"The folder {name_or_path} has no {CITY}: add one, or use a shipped pack ({shipped})."
        )
    raise PackError(
        f"Unknown city pack {name_or_path!r}: use a shipped one ({shipped}) or the path of a pack's folder."
    )


def _read(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PackError(f"{path} is not UTF-8 text: save it again as UTF-8.") from None
    except OSError as error:
        raise PackError(f"{path} cannot be read ({error.strerror}): check its permissions.") from None


def _assemble(files: Mapping[str, str], table: Mapping[str, Any]) -> CityPack:
    cards = read_cards(files[CARDS], CARDS)
    rules = read_rules(table, cards)
    zones, shapes = read_shapes(files[POLYGONS], POLYGONS) if files[POLYGONS] else ({}, {})
    kelurahan = read_kelurahan(files[KELURAHAN], KELURAHAN, zones)
    zones = zones or zones_of_kelurahan(files[KELURAHAN], KELURAHAN, kelurahan)
    return CityPack(
        **{field: getattr(rules, field) for field in rules.__dataclass_fields__},
        first_aid=cards,
        zones=zones,
        kelurahan=kelurahan,
        neighbours=_neighbours(table, shapes, zones, kelurahan),
        shapes=shapes,
        places=read_places(files[GAZETTEER], GAZETTEER, zones) if files[GAZETTEER] else (),
        outside=read_outside(files[OUTSIDE], OUTSIDE) if files[OUTSIDE] else (),
        villages=read_villages(files[VILLAGES], VILLAGES, kelurahan) if files[VILLAGES] else {},
        neighbours_guessed=not shapes and "neighbours" not in table,
    )


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{CITY} is not valid TOML: {error}; correct it there.") from None


def _neighbours(
    table: Mapping[str, Any],
    shapes: Shapes,
    zones: Mapping[str, Zone],
    kelurahan: Mapping[str, Kelurahan],
) -> Neighbours:
    """Return the neighbours by shared borders, else as listed, else guessed from the kelurahan's points."""
    if shapes:
        return shared_borders(shapes)
    if "neighbours" in table:
        return _listed(table["neighbours"], zones)
    return guessed_borders([(item.zone_code, item.point) for item in kelurahan.values() if item.point])


def _listed(listed: Any, zones: Mapping[str, Zone]) -> Neighbours:
    """Return the neighbours of [neighbours], where each pair stands at least once."""
    if not isinstance(listed, dict):
        raise PackError(f"In {CITY}, 'neighbours' is no table: write [neighbours] and code = [codes].")
    found: dict[str, set[str]] = {code: set() for code in zones}
    for code, others in listed.items():
        for other in others if isinstance(others, list) else [others]:
            unknown = next((item for item in (code, other) if item not in zones), None)
            if unknown is not None:
                raise PackError(
                    f"[neighbours] names the unknown zone {unknown!r}: use a code of {KELURAHAN}."
                )
            if code != other:
                found[code].add(other)
                found[other].add(code)
    return {code: frozenset(others) for code, others in found.items()}
