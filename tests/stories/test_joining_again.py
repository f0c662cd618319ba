"""Somebody registers twice, breaks off, presses old buttons, or is decided about by others."""

import pytest
import sqlalchemy as sa

from bot.storage.journal import journal
from tests.stories.conftest import HARNO, OUTSIDER
from tests.stories.joining import until_consent, until_home, until_sent
from tests.stories.town import Town

pytestmark = pytest.mark.usefixtures("rinas_number")


async def test_after_a_restart_and_from_the_beginning(town: Town) -> None:
    """A registration goes on where it stopped, also when the bot restarted; it can begin anew."""
    rina = town.rina
    await until_home(rina, "MIK")
    await town.restart()
    await rina.says("halo?")
    rina.hears("Saya belum menemukan", "Di mana rumah Anda?")
    await rina.starts()
    rina.hears("selamat datang")
    await rina.presses("Daftar jadi relawan")
    rina.hears("Di mana rumah Anda?")
    await rina.says("/bantuan")
    rina.hears("/daftar")
    await rina.says("Bendungan")
    rina.hears("tempat kerja")
    await rina.presses("Lewati")
    rina.hears("Keahlian")
    await rina.says("saya bisa masak")
    rina.hears("Keahlian")
    await rina.presses("Lanjut")
    rina.hears("Sudah benar?", "MIK")
    await rina.presses("Mulai lagi dari awal")
    rina.hears("Setuju data Anda disimpan?")
    person = await town.person(OUTSIDER)
    assert (person.phone, person.community, person.home_zone) == ("", "", "")
    town.nothing_else_was_sent()


async def test_old_buttons_of_a_registration(town: Town) -> None:
    """A button of an earlier question is refused kindly and changes nothing."""
    rina = town.rina
    await until_home(rina)
    for words in ("Bankom", "Saya setuju"):
        answer = await rina.presses(words)
        assert "Tombol ini tidak berlaku lagi" in answer.text
    assert "tidak dikenal" in (await rina.forges("village:0:99.99.99.9999")).text
    for data in ("skill:0:p3k", "send:0:", "language:0:en"):
        assert (await rina.forges(data)).show_alert, data
    person = await town.person(OUTSIDER)
    assert (person.community, person.skills, person.language) == ("fkpm", (), "")
    town.sandbox.people.delete(rina.user_id, 0, rina.last["message_id"])
    town.nothing_else_was_sent()


async def test_registering_twice(town: Town) -> None:
    """Who waits or belongs already is told so, and is not registered again."""
    await until_sent(town.rina)
    town.sari.hears("Pendaftaran relawan baru")
    await town.rina.says("/daftar")
    town.rina.hears("Anda sudah terdaftar (menunggu persetujuan)")
    assert (await town.rina.presses("Kirim pendaftaran")).show_alert
    await town.budi.says("/daftar")
    town.budi.hears("Anda sudah terdaftar (aktif)")
    town.nothing_else_was_sent()


async def test_no_consent_no_data(town: Town) -> None:
    """Who does not consent leaves no trace among the volunteers or in the journal."""
    await until_consent(town.rina)
    await town.rina.presses("Tidak jadi")
    town.rina.hears("tidak ada yang disimpan")
    assert not await town.knows(OUTSIDER)
    async with town.app.db.engine.connect() as connection:
        assert OUTSIDER not in (await connection.execute(sa.select(journal.c.actor_id))).scalars().all()
    town.nothing_else_was_sent()


async def test_without_a_coordinator_the_operators_decide(town: Town) -> None:
    """A community without coordinator is decided in the operators' chat, where the decision can be seen."""
    await until_sent(town.rina, "Bankom")
    card = town.sari.hears("Pendaftaran relawan baru. Setujui?", "Rina", "Bankom", "Bendungan, Gajahmungkur")
    await town.rina.says("/profil")
    town.rina.hears("Profil Anda", "menunggu persetujuan")
    await town.rina.presses("Keahlian")
    town.rina.hears("Keahlian Anda?")
    await town.rina.presses("P3K")
    town.rina.hears("Keahlian Anda?")
    town.sari.now_reads(card, "Keahlian: P3K")
    assert "Rina disetujui" in (await town.sari.presses("Setujui")).text
    town.sari.now_reads(card, "Disetujui", "Sari")
    town.rina.hears("Selamat datang, Rina", "agar terdengar malam hari")
    town.rina.hears("PERCOBAAN")
    forged = await town.sari.forges("reject:5:", card["message_id"])
    assert "sudah diputuskan" in forged.text
    town.nothing_else_was_sent()


async def test_another_communitys_coordinator_and_a_second_try(town: Town) -> None:
    """Only the community's own coordinator decides; who was turned down may try again."""
    await town.coordinator(town.harno, "fkpm")
    await town.coordinator(town.wati, "mik")
    await until_sent(town.rina)
    card = town.harno.hears("Pendaftaran relawan baru", "Rina")
    rina = await town.person(OUTSIDER)
    for phone in (town.wati, town.budi, town.sari):
        answer = await phone.forges(f"approve:{rina.id}:")
        assert "bukan dari komunitas Anda" in answer.text
    assert (await town.harno.forges("approve:99999:")).show_alert
    await town.harno.presses("Tolak")
    town.harno.now_reads(card, "Ditolak", "Pak Harno")
    town.rina.hears("belum disetujui", "/daftar")

    await town.rina.starts()
    town.rina.hears("selamat datang")
    await town.rina.says("/bantuan")
    town.rina.hears("/daftar")
    await town.rina.says("/daftar")
    town.rina.hears("Sudah benar?", "Bendungan, Gajahmungkur")
    await town.rina.presses("Kirim pendaftaran")
    town.rina.hears("Pendaftaran terkirim")
    town.harno.hears("Rina mendaftar lagi")
    await town.harno.presses("Setujui", card["message_id"])
    town.rina.hears("Selamat datang, Rina")
    town.rina.hears("PERCOBAAN")
    assert town.harno.user_id == HARNO
    town.nothing_else_was_sent()
