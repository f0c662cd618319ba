"""How is a pack made? From the text of a file of boundaries to the text of a pack's files, in one walk."""

from collections.abc import Iterator, Mapping

import shapely

from bot.zones.building import measuring, writing
from bot.zones.building.covering import clean, fits, settle
from bot.zones.building.matching import Matched, match
from bot.zones.building.model import Built, Flaw, Register, Source
from bot.zones.building.points import points_inside
from bot.zones.building.reading import read_boundaries
from bot.zones.building.slits import close_slits
from bot.zones.files import CITY, KELURAHAN, POLYGONS, VILLAGES, Shapes, read_shapes
from bot.zones.model import PackError, Point

_MOST = 20


def build(text: str, filename: str, register: Register, attribution: str = "") -> Built:
    """Return the pack that a GeoJSON text makes; `filename` names it in complaints. Raises PackError.

    `attribution` says whose boundaries they are, where the file does not say it itself.
    """
    try:
        return _build(text, filename, register, attribution)
    except shapely.errors.GEOSException as error:
        raise PackError(
            f"The borders in {filename} are too tangled to be cleaned: mend them (QGIS: Fix geometries)."
        ) from error


def _build(text: str, filename: str, register: Register, attribution: str) -> Built:
    source = read_boundaries(text, filename)
    matched = match(source.features, register, filename)
    names = {code: unit.name for code, unit in {**register.kecamatan, **register.kelurahan}.items()}
    drawn = _chosen(matched, register, filename)
    cleaned, slits = close_slits(_not_buried(clean(drawn), names))
    settled, zones = settle(cleaned)
    villages = {code: shape for code, shape in settled.items() if code in register.kelurahan}
    points = points_inside(_areas(matched, villages), zones)
    owner = attribution.strip() or source.attribution
    files = {
        POLYGONS: writing.polygons(zones, register.kecamatan, owner),
        KELURAHAN: writing.kelurahan_csv(points, register),
        CITY: writing.city_toml(register),
    }
    files |= {VILLAGES: writing.polygons(villages, register.kelurahan, owner)} if villages else {}
    _prove(files)
    flaws = (
        *_said(source, matched, owner),
        *_missing(matched, points, register),
        *measuring.overlap_flaws(drawn, names),
        *measuring.gap_flaws(drawn, zones, names),
        *measuring.change_flaws(drawn, settled, names),
        *measuring.slit_flaws(slits),
        *measuring.parted_flaws(zones, names),
    )
    return Built(files, len(zones), len(register.kelurahan), len(points), flaws)


def _chosen(matched: Matched, register: Register, filename: str) -> Shapes:
    """Return the polygons that make up the city: kelurahan, but whole kecamatan where some are missing."""
    villages = {code: feature.polygon for code, feature in matched.kelurahan.items()}
    districts = {code: feature.polygon for code, feature in matched.kecamatan.items()}
    if villages.keys() != register.kelurahan.keys() and districts.keys() == register.kecamatan.keys():
        return districts
    drawn = {code.rpartition(".")[0] for code in villages}
    missing = [unit for code, unit in register.kecamatan.items() if code not in drawn | districts.keys()]
    if missing:
        others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise PackError(
            f"{filename} has no border for kecamatan {missing[0].name} ({missing[0].code}){others} of "
            f"{register.name}: add its kelurahan (or itself) to the file and build again."
        )
    return villages | {code: shape for code, shape in districts.items() if code not in drawn}


def _not_buried(cleaned: Shapes, names: Mapping[str, str]) -> Shapes:
    """Return the shapes if cleaning has left something of each. Raises PackError."""
    buried = next((code for code, shape in sorted(cleaned.items()) if shape.is_empty), None)
    if buried is None:
        return cleaned
    raise PackError(
        f"{names[buried]} ({buried}) lies wholly under its neighbours: mend its border, or theirs."
    )


def _areas(matched: Matched, villages: Shapes) -> Shapes:
    """Return the areas of the kelurahan: as written, or as drawn where kecamatan made up the city."""
    return villages or {code: feature.polygon for code, feature in matched.kelurahan.items()}


def _prove(files: Mapping[str, str]) -> None:
    """Read back what will be written: a pack with borders that do not fit must not leave this room."""
    for name in (POLYGONS, VILLAGES):
        if name in files and not fits(list(read_shapes(files[name], name)[1].values())):
            raise PackError(
                f"The borders do not fit together in {name}: clean the file (QGIS: Fix geometries)."
            )


def _said(source: Source, matched: Matched, owner: str) -> Iterator[Flaw]:
    yield from source.flaws
    yield from matched.flaws
    if not owner:
        yield Flaw(
            "The file does not say whose boundaries these are",
            "name source and licence with --attribution, since maps must show them",
        )


def _missing(matched: Matched, points: Mapping[str, Point], register: Register) -> Iterator[Flaw]:
    """Give the kelurahan of the list that have no polygon or no point."""
    missing = [unit for code, unit in register.kelurahan.items() if code not in points]
    if not matched.kelurahan:
        yield Flaw(
            f"The file has kecamatan only, so none of the {len(missing)} kelurahan has a point",
            "build from boundaries of kelurahan, or write lat and lon into kelurahan.csv",
        )
        return
    for unit in missing[:_MOST]:
        yield Flaw(
            f"{unit.name} ({unit.code}, {register.kecamatan_of(unit.code)}) has no polygon in the file",
            "add it, or write its lat and lon into kelurahan.csv; its ground is with whoever holds it there",
        )
    if len(missing) > _MOST:
        yield Flaw(
            f"{len(missing) - _MOST} more kelurahan have no polygon", "look for empty lat in kelurahan.csv"
        )
