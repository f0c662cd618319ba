"""Does the demo begin, end, and go on where it ended, whatever ends it? Real processes and real signals."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.page.theatre import BUDI, FIRE, GROUP, REAL, SARI, Theatre


@pytest.fixture
def theatre(tmp_path: Path) -> Iterator[Theatre]:
    """The real `kentongan demo`, not started yet."""
    made = Theatre(tmp_path / "demo", REAL)
    yield made
    if made.process is not None:
        made.stop(signal.SIGKILL)


def test_whatever_ends_it_it_goes_on(theatre: Theatre) -> None:
    """Ctrl-C ends it within 5 s even in a fault and keeps everything; after kill -9 it is usable."""
    assert theatre.start() == f"Open {theatre.address} in a browser. Ctrl-C ends.\n"
    theatre.act(SARI, "text", GROUP, text=FIRE)
    theatre.press(SARI, "Periksa dulu", "Siarkan", GROUP)
    theatre.wait_for("KEBAKARAN", BUDI)
    theatre.post("walk", minutes=1)
    before, clock = theatre.texts(BUDI), theatre.get("watch")["clock"]["now"]
    theatre.post("faults", rules=[{"what": "delay", "seconds": 30}])
    theatre.act(SARI, "text", text="/bantuan")
    assert theatre.stop(signal.SIGINT) < 5

    theatre.start()
    assert theatre.texts(BUDI) == before
    assert theatre.get("watch")["clock"]["now"] >= clock
    theatre.press(BUDI, "KEBAKARAN", "Menuju lokasi")
    theatre.wait_for("Anda menuju lokasi", BUDI)
    theatre.wait_for("Budi (FKPM)", SARI, GROUP)
    theatre.act(SARI, "text", GROUP, text="/insiden banjir; Bendungan, Gajahmungkur; air setinggi lutut")
    theatre.wait_for("Banjir", SARI, GROUP, "Siarkan")
    old_world = _saved(theatre)
    theatre.press(SARI, "Banjir", "Siarkan", GROUP)
    theatre.wait_for("BANJIR", BUDI)
    theatre.stop(signal.SIGKILL)

    (theatre.folder / "world.bin").write_bytes(old_world)
    theatre.start()
    assert not any("BANJIR" in text for text in theatre.texts(BUDI)), "the world is older than the database"
    theatre.post("walk", minutes=3)
    theatre.press(BUDI, "Masih dibutuhkan", "Menuju lokasi")
    theatre.wait_for("Banjir", BUDI, button="Sudah di lokasi")
    theatre.wait_for("Budi (FKPM) menuju", SARI, GROUP)
    assert theatre.stop(signal.SIGTERM) < 5


def _saved(theatre: Theatre) -> bytes:
    """The file of the world as it is after the clock was put forward, which saves it."""
    theatre.post("walk", minutes=0.01)
    return (theatre.folder / "world.bin").read_bytes()
