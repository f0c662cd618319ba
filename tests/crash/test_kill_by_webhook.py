"""kill -9 around every commit that a pushed update makes: Telegram repeats it, and nothing is done twice."""

from pathlib import Path

import pytest

from tests.crash.kept import twin_of
from tests.crash.lives import Crowd
from tests.crash.test_kill_anywhere import play, same_ending
from tests.stories.conftest import AGUS, BUDI, FIRE
from tests.stories.town import SARI, webhook


async def answered(crowd: Crowd, desk: int) -> None:
    """From the report to the end, by the presses of Sari, Budi and Agus."""
    await crowd.say(SARI, desk, FIRE)
    await crowd.press(SARI, desk, "Siarkan", "Dipanggil 3", "diterima Telegram 2", "gagal 1")
    await crowd.press(AGUS, 0, "Tidak bisa", "Terima kasih sudah menjawab")
    await crowd.press(BUDI, 0, "Menuju lokasi", "Anda menuju lokasi")
    await crowd.see(SARI, desk, "menuju lokasi", "setelah siaran")
    await crowd.press(BUDI, 0, "Sudah di lokasi", "Apa yang Anda lihat?")
    await crowd.press(BUDI, 0, "Benar terjadi", "Jawaban Anda")
    await crowd.say(BUDI, 0, "gas sudah dimatikan")
    await crowd.see(SARI, desk, "gas sudah dimatikan")
    await crowd.press(SARI, desk, "Tutup", "DITUTUP")
    await crowd.see(BUDI, 0, "SELESAI", "Terima kasih atas bantuan Anda")
    await crowd.see(AGUS, 0, "Sudah ditutup")


@pytest.mark.timeout(300)
async def test_killed_while_an_update_is_done(database_url: str, tmp_path: Path) -> None:
    """A SIGKILL before and after each commit of a pushed update changes nothing that is read or kept."""
    quiet = await play(
        await twin_of(database_url, tmp_path, 0), tmp_path / "quiet", kill=False, tale=answered, **webhook()
    )
    by_updates = {p for p in quiet.visited if "commit" in p and " lease" not in p and " settle" not in p}
    killed = await play(
        await twin_of(database_url, tmp_path, 1),
        tmp_path / "killed",
        kill=True,
        spared=frozenset(quiet.visited - by_updates),
        tale=answered,
        **webhook(),
    )
    assert killed.deaths == len(killed.visited)
    assert by_updates <= killed.visited
    assert len(by_updates) >= 14
    same_ending(quiet, killed)
