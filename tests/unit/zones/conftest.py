"""The shipped pack of Semarang, loaded once, and copies of it to be spoilt."""

import shutil
from pathlib import Path

import pytest

from bot.zones.city import COMMON, PACKS, load_city
from bot.zones.pack import CityPack


@pytest.fixture(scope="session")
def semarang() -> CityPack:
    return load_city("semarang")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped pack in a folder of its own, what it shares with other cities written out."""
    copy = Path(shutil.copytree(PACKS / "semarang", tmp_path / "kota"))
    shutil.copy(COMMON / "first_aid.json", copy)
    own, shared = (copy / "city.toml").read_text(), (COMMON / "city.toml").read_text()
    head, tail = own[: own.index("# --- Agencies")], own[own.index("[spellings]") :]
    (copy / "city.toml").write_text(head + shared[shared.index("[patience.darurat]") :] + tail)
    return copy
