"""The kelurahan of a point: by its polygon where the pack has one."""

import json
from pathlib import Path

import pytest
from shapely.geometry import box, mapping

from bot.zones.city import load_city
from bot.zones.locate import Located
from bot.zones.model import PackError, Point

LAWANG_SEWU = Point(-6.9839, 110.4104)


def draw(folder: Path, code: str, name: str) -> None:
    """A kelurahan's square of some 100 m around Lawang Sewu."""
    around = box(
        LAWANG_SEWU.lon - 5e-4, LAWANG_SEWU.lat - 5e-4, LAWANG_SEWU.lon + 5e-4, LAWANG_SEWU.lat + 5e-4
    )
    feature = {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": mapping(around)}
    collection = {"type": "FeatureCollection", "features": [feature]}
    (folder / "kelurahan.geojson").write_text(json.dumps(collection))


def test_a_drawn_kelurahan_is_no_guess(folder: Path) -> None:
    """Inside a kelurahan's polygon its name is certain; beside it the nearest point's is a guess."""
    city = load_city(str(folder))
    miroto = next(item for item in city.kelurahan.values() if item.name == "Miroto")
    draw(folder, miroto.code, miroto.name)
    drawn = load_city(str(folder))
    inside = drawn.locate(LAWANG_SEWU)
    beside = drawn.locate(Point(LAWANG_SEWU.lat + 1e-3, LAWANG_SEWU.lon))
    assert isinstance(inside, Located)
    assert isinstance(beside, Located)
    assert (inside.kelurahan, inside.kelurahan_approximate) == ("Miroto", False)
    assert beside.kelurahan_approximate
    assert beside == city.locate(Point(LAWANG_SEWU.lat + 1e-3, LAWANG_SEWU.lon))


def test_an_unlisted_kelurahan_is_refused(folder: Path) -> None:
    """A polygon of a kelurahan that the list does not have is refused in a sentence."""
    draw(folder, "33.74.01.9999", "Antah")
    with pytest.raises(PackError, match=r"33\.74\.01\.9999.*kelurahan\.csv"):
        load_city(str(folder))
