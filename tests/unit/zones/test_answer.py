"""The dictionary behind `kentongan locate --json`."""

import json

from bot.zones.answer import answer
from bot.zones.pack import CityPack

FIELDS = ["text", "status", "zone", "kelurahan", "lat", "lon", "how", "confidence", "candidates"]


def test_fields_are_the_contract(semarang: CityPack) -> None:
    """Every answer has exactly the fields of the contract and is JSON."""
    for text in ("-6.9839,110.4104", "Purwosari", "Jl. Anggrek Ungu", "Ungaran", "110.41,-6.98", ""):
        found = answer(semarang, text)
        assert list(found) == FIELDS
        assert found["text"] == text
        json.dumps(found)
        for row in found["candidates"]:
            assert list(row) == ["zone", "kelurahan", "name", "how", "confidence"]


def test_resolved(semarang: CityPack) -> None:
    """A resolved text gives the kecamatan's name, the kelurahan and the point."""
    found = answer(semarang, "-6.9839,110.4104")
    assert (found["status"], found["zone"], found["kelurahan"]) == ("resolved", "Semarang Tengah", "Sekayu")
    assert (found["lat"], found["lon"], found["how"]) == (-6.9839, 110.4104, "coordinates")
    assert len(found["candidates"]) == 1


def test_ambiguous(semarang: CityPack) -> None:
    """An ambiguous text gives no zone but the zones to choose from."""
    found = answer(semarang, "Purwosari")
    assert (found["status"], found["zone"], found["lat"], found["how"]) == ("ambiguous", None, None, None)
    assert [row["zone"] for row in found["candidates"]] == ["Semarang Utara", "Mijen"]


def test_outside(semarang: CityPack) -> None:
    """A place in another regency is named with it, and no zone is claimed."""
    found = answer(semarang, "Mranggen")
    assert (found["status"], found["zone"], found["how"]) == ("outside", None, "outside")
    assert found["candidates"][0]["name"] == "Mranggen, Kabupaten Demak"


def test_unknown(semarang: CityPack) -> None:
    """An unknown text gives nothing."""
    found = answer(semarang, "Jl. Anggrek Ungu")
    assert (found["status"], found["candidates"], found["confidence"]) == ("unknown", [], 0.0)
