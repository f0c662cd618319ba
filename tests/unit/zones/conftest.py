"""The shipped pack of Semarang, loaded once, and copies of it to be spoilt."""

import shutil
from pathlib import Path

import pytest

from bot.zones.city import PACKS, load_city
from bot.zones.pack import CityPack


@pytest.fixture(scope="session")
def semarang() -> CityPack:
    return load_city("semarang")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped pack in a folder of its own."""
    return Path(shutil.copytree(PACKS / "semarang", tmp_path / "kota"))
