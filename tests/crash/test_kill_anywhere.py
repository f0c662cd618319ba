"""kill -9 before and after every commit and every send: the story ends as if nothing had happened."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.sandbox.people import People
from bot.sandbox.server import Sandbox
from tests.crash.kept import all_settled, kept, twin_of
from tests.crash.lives import Crowd, Lives
from tests.stories.conftest import (
    AGUS,
    BUDI,
    FIRE,
    HARNO,
    LURAH,
    NAMES,
    OUTSIDER,
    RINAS_NUMBER,
    WATI,
    give_phones,
    populate,
)
from tests.stories.town import SARI, TOKEN, open_desk

FLOOD = "/insiden banjir; Bendungan, Gajahmungkur; air naik"


@dataclass
class Ending:
    """What everybody's phone shows at the end: how often each text stands there."""

    screens: dict[int, Counter[str]]
    kept: dict[str, Counter[tuple[object, ...]]]
    visited: set[str]
    deaths: int


async def play(
    database_url: str,
    folder: Path,
    *,
    kill: bool,
    spared: frozenset[str] = frozenset(),
    tale: Callable[[Crowd, int], Awaitable[None]] | None = None,
    **more: object,
) -> Ending:
    """The story of an answered incident, one that nobody takes, and a newcomer (or another tale)."""
    sandbox = Sandbox()
    await sandbox.start()
    people = sandbox.people
    desk = open_desk(people)
    give_phones(people)
    sandbox.world.users[OUTSIDER].phone = RINAS_NUMBER
    settings = {
        "bot_token": TOKEN,
        "telegram_api_url": sandbox.url,
        "database_url": database_url,
        "operator_chat_id": desk.id,
        "admin_ids": str(LURAH),
        "http_port": 0,
    } | more
    await populate(database_url)
    try:
        async with Lives(folder, settings, kill=kill, spared=spared) as lives:
            await (tale or story)(Crowd(sandbox, lives), desk.id)
            await all_settled(database_url)
            screens = {user_id: texts(people, user_id) for user_id in NAMES}
            screens[desk.id] = texts(people, SARI, desk.id)
        return Ending(screens, await kept(database_url), lives.visited - spared, lives.deaths)
    finally:
        await sandbox.stop()


def texts(people: People, user_id: int, chat_id: int = 0) -> Counter[str]:
    """What stands in a chat, the private one with the bot if none is named."""
    return Counter(str(m["text"]) for m in people.messages(user_id, chat_id))


async def story(crowd: Crowd, desk: int) -> None:
    """People act once; they only wait for what they see."""
    await crowd.say(LURAH, 0, f"/peran koordinator fkpm {HARNO}")
    await crowd.see(LURAH, 0, "sekarang koordinator")
    await join(crowd)
    await crowd.say(SARI, desk, FIRE)
    await crowd.press(SARI, desk, "Siarkan", "Dipanggil 4", "diterima Telegram 3", "gagal 1")
    await crowd.press(AGUS, 0, "Tidak bisa", "Terima kasih sudah menjawab")
    await crowd.press(BUDI, 0, "Menuju lokasi", "Anda menuju lokasi")
    await crowd.see(SARI, desk, "menuju lokasi", "setelah siaran")
    await crowd.press(BUDI, 0, "10 menit", "Perkiraan tiba: 10 menit")
    await crowd.press(BUDI, 0, "Sudah di lokasi", "Apa yang Anda lihat?")
    await crowd.press(BUDI, 0, "Benar terjadi", "Jawaban Anda")
    await crowd.press(BUDI, 0, "Pertolongan pertama diberikan", "Apa yang sudah Anda lakukan?")
    await crowd.press(BUDI, 0, "Bidai")
    await crowd.press(BUDI, 0, "Lanjut", "Berapa orang yang ditolong?")
    await crowd.press(BUDI, 0, "1 orang", "Anda menolong 1 orang")
    await crowd.say(BUDI, 0, "gas sudah dimatikan")
    await crowd.see(SARI, desk, "gas sudah dimatikan")
    await crowd.press(BUDI, 0, "Petugas tiba", "Petugas tiba")
    await crowd.press(BUDI, 0, "SOS relawan")
    await crowd.see(SARI, desk, "SOS dari Budi")
    await crowd.press(BUDI, 0, "Selesai", "Anda sudah selesai")
    await crowd.press(SARI, desk, "Daftar respon", "Daftar respon #SMG0001")
    await crowd.press(SARI, desk, "Tutup", "DITUTUP")
    await crowd.see(BUDI, 0, "SELESAI", "Terima kasih atas bantuan Anda")
    await crowd.see(AGUS, 0, "Sudah ditutup")
    await nobody_comes(crowd, desk)


async def join(crowd: Crowd) -> None:
    """Rina registers, Pak Harno approves, she hears the test alarm."""
    crowd.sandbox.people.start(OUTSIDER)
    await crowd.press(OUTSIDER, 0, "Daftar jadi relawan", "Setuju data Anda disimpan?")
    await crowd.press(OUTSIDER, 0, "Saya setuju", "Bagikan nomor Anda")
    crowd.sandbox.people.contact(OUTSIDER)
    await crowd.press(OUTSIDER, 0, "FKPM Sriti", "Di mana rumah Anda?")
    await crowd.say(OUTSIDER, 0, "Bendungan")
    await crowd.press(OUTSIDER, 0, "Lewati", "Keahlian Anda?")
    await crowd.press(OUTSIDER, 0, "Lanjut", "Sudah benar?")
    await crowd.press(OUTSIDER, 0, "Kirim pendaftaran", "Pendaftaran terkirim")
    await crowd.press(HARNO, 0, "Setujui", "Disetujui")
    await crowd.press(OUTSIDER, 0, "Saya dengar", "Anda siap dipanggil")


async def nobody_comes(crowd: Crowd, desk: int) -> None:
    """The ladder to its end; Wati takes it and withdraws; everybody is stood down."""
    await crowd.say(SARI, desk, FLOOD)
    await crowd.press(SARI, desk, "Siarkan", "#SMG0002", "Dipanggil 4", "diterima Telegram 3", on="Banjir")
    await crowd.pass_time(2)
    await crowd.see(BUDI, 0, "Masih dibutuhkan", "#SMG0002")
    await crowd.pass_time(2)
    await crowd.see(WATI, 0, "BANJIR", "#SMG0002")
    await crowd.pass_time(4)
    await crowd.see(HARNO, 0, "Belum ada relawan", "#SMG0002")
    await crowd.pass_time(2)
    await crowd.see(SARI, desk, "Belum ada relawan", "10 menit")
    await crowd.press(WATI, 0, "Menuju lokasi", "Anda menuju lokasi")
    await crowd.press(WATI, 0, "Batal menuju", "Anda batal menuju")
    await crowd.see(SARI, desk, "Wati batal menuju")
    await crowd.press(SARI, desk, "Batalkan siaga", "BATAL SIAGA", "#SMG0002", on="#SMG0002")
    for user_id in (BUDI, AGUS, WATI, OUTSIDER):
        await crowd.see(user_id, 0, "BATAL SIAGA #SMG0002")


ROUNDS = 4


@pytest.mark.timeout(400)
async def test_killed_at_every_point_the_story_ends_the_same(database_url: str, tmp_path: Path) -> None:
    """A SIGKILL at each named point changes nothing that anybody reads, and nothing that is kept."""
    quiet = await play(await twin_of(database_url, tmp_path, 0), tmp_path / "quiet", kill=False)
    # Which rows share a turn of the outbox is chance; what people and the clock do, and every send, is not.
    certain = {p for p in quiet.visited if "commit lease" not in p and "commit settle" not in p}
    died_at: set[str] = set()
    # A death elsewhere at the same instant can take a point's only visit away: it gets a story of its own.
    for n in range(1, ROUNDS):
        spared = frozenset(quiet.visited | died_at) - (certain - died_at) if died_at else frozenset[str]()
        url = await twin_of(database_url, tmp_path, n)
        killed = await play(url, tmp_path / f"killed-{n}", kill=True, spared=spared)
        assert killed.deaths == len(killed.visited)
        died_at |= killed.visited
        same_ending(quiet, killed)
        if certain <= died_at:
            return
    raise AssertionError(f"nobody died at {sorted(certain - died_at)}")


def same_ending(quiet: Ending, killed: Ending) -> None:
    """What stands on a phone without deaths stands there with them, and what is kept is the same."""
    assert len(quiet.screens) == len(NAMES) + 1
    for chat, screens in quiet.screens.items():
        missing = set(screens) - set(killed.screens[chat])
        assert not missing, f"chat {chat} lacks:\n" + "\n---\n".join(missing)
    for table, rows in quiet.kept.items():
        more, less = killed.kept[table] - rows, rows - killed.kept[table]
        assert more + less == Counter(), f"{table}: only when killed {more}, only when not {less}"
