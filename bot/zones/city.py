"""How does a city pack come into memory? The one function of this room that reads files."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.zones.borders import Neighbours, shared_borders
from bot.zones.files import (
    Shapes,
    read_cards,
    read_kelurahan,
    read_outside,
    read_places,
    read_shapes,
    zones_of_kelurahan,
)
from bot.zones.model import PackError, Zone
from bot.zones.pack import CityPack
from bot.zones.rules import read_rules

PACKS = Path(__file__).parent / "packs"
"""The folder of the packs that ship with the bot."""

_TOML, _POLYGONS, _KELURAHAN, _GAZETTEER = "city.toml", "kecamatan.geojson", "kelurahan.csv", "gazetteer.csv"
_CARDS, _OUTSIDE = "first_aid.json", "outside.csv"
_OPTIONAL = (_POLYGONS, _GAZETTEER, _OUTSIDE)


def shipped_packs() -> list[str]:
    """Return the names of the packs that ship with the bot, sorted."""
    return sorted(path.parent.name for path in PACKS.glob(f"*/{_TOML}"))


def load_city(name_or_path: str) -> CityPack:
    """Return the pack of a shipped city's name or a folder. Raises PackError, a sentence with the mend."""
    folder = _folder(name_or_path.strip())
    files = {name: _read(folder / name) for name in (_TOML, _KELURAHAN, _CARDS, *_OPTIONAL)}
    missing = [name for name, text in files.items() if not text and name not in _OPTIONAL]
    if missing:
        raise PackError(f"The city pack {folder} has no {missing[0]} (or an empty one): add the file.")
    return _assemble(files)


def _folder(name_or_path: str) -> Path:
    if name_or_path in shipped_packs():
        return PACKS / name_or_path
    path = Path(name_or_path).expanduser()
    if name_or_path and (path / _TOML).is_file():
        return path
    shipped = ", ".join(shipped_packs())
    if name_or_path and path.is_dir():
        raise PackError(
            f"The folder {name_or_path} has no {_TOML}: add one, or use a shipped pack ({shipped})."
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


def _assemble(files: Mapping[str, str]) -> CityPack:
    table = _toml(files[_TOML])
    cards = read_cards(files[_CARDS], _CARDS)
    rules = read_rules(table, cards)
    zones, shapes = read_shapes(files[_POLYGONS], _POLYGONS) if files[_POLYGONS] else ({}, {})
    kelurahan = read_kelurahan(files[_KELURAHAN], _KELURAHAN, zones)
    zones = zones or zones_of_kelurahan(files[_KELURAHAN], _KELURAHAN, kelurahan)
    return CityPack(
        **{field: getattr(rules, field) for field in rules.__dataclass_fields__},
        first_aid=cards,
        zones=zones,
        kelurahan=kelurahan,
        neighbours=_neighbours(table, shapes, zones),
        shapes=shapes,
        places=read_places(files[_GAZETTEER], _GAZETTEER, zones) if files[_GAZETTEER] else (),
        outside=read_outside(files[_OUTSIDE], _OUTSIDE) if files[_OUTSIDE] else (),
    )


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{_TOML} is not valid TOML: {error}; correct it there.") from None


def _neighbours(table: Mapping[str, Any], shapes: Shapes, zones: Mapping[str, Zone]) -> Neighbours:
    """Return the neighbours by shared borders, else by [neighbours], each pair at least once."""
    if shapes:
        return shared_borders(shapes)
    listed = table.get("neighbours")
    if not isinstance(listed, dict):
        raise PackError(f"The pack has no {_POLYGONS} and no [neighbours] in {_TOML}: add one of them.")
    found: dict[str, set[str]] = {code: set() for code in zones}
    for code, others in listed.items():
        for other in others if isinstance(others, list) else [others]:
            unknown = next((item for item in (code, other) if item not in zones), None)
            if unknown is not None:
                raise PackError(
                    f"[neighbours] names the unknown zone {unknown!r}: use a code of {_KELURAHAN}."
                )
            if code != other:
                found[code].add(other)
                found[other].add(code)
    return {code: frozenset(others) for code, others in found.items()}
