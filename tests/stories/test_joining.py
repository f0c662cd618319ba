"""How does somebody become a volunteer, whatever they type, press or forget on the way?"""

import pytest
import sqlalchemy as sa

from bot.domain.people import Reach, VolunteerStatus
from bot.storage.journal import journal
from tests.stories.conftest import CANDISARI, FIRE, GAJAHMUNGKUR, HARNO, MIJEN, OUTSIDER
from tests.stories.town import Phone, Town

RINAS_NUMBER = "+6281200007900"
AT_HOME = (-7.0020, 110.4060)
AT_SEA = (-6.7, 110.4)
BIND_FROM_THE_RIGHT = "\u202eidub\u202c"


@pytest.fixture(autouse=True)
def _number(town: Town) -> None:
    town.sandbox.world.users[OUTSIDER].phone = RINAS_NUMBER


async def consents(phone: Phone) -> None:
    await phone.starts()
    phone.hears("selamat datang")
    await phone.presses("Daftar jadi relawan")
    phone.hears("Setuju data Anda disimpan?")
    await phone.presses("Saya setuju")
    phone.hears("Bagikan nomor Anda")


async def until_home(phone: Phone, community: str = "FKPM Sriti") -> None:
    await consents(phone)
    await phone.shares_contact()
    phone.hears("Komunitas Anda?")
    await phone.presses(community)
    phone.hears("Di mana rumah Anda?")


async def until_sent(phone: Phone, community: str = "FKPM Sriti") -> None:
    await until_home(phone, community)
    await phone.says("Bendungan")
    phone.hears("Di mana tempat kerja Anda?")
    await phone.presses("Lewati")
    phone.hears("Keahlian Anda?")
    await phone.presses("Lanjut")
    phone.hears("Sudah benar?")
    await phone.presses("Kirim pendaftaran")
    phone.hears("Pendaftaran terkirim")


async def test_home_and_work_in_every_way(town: Town) -> None:
    """A place may be sent, typed or tapped; one outside or unknown is asked for again, never guessed."""
    rina = town.rina
    await until_home(rina)
    await rina.shares_location(*AT_SEA)
    rina.hears("Tempat itu di luar kota", "Di mana rumah Anda?")
    await rina.says("Jalan Anggrek Ungu")
    rina.hears('Saya belum menemukan "Jalan Anggrek Ungu"', "Di mana rumah Anda?")
    await rina.says("Kendal")
    rina.hears("Tempat itu di luar kota")
    await rina.says("Purwosari")
    rina.hears("Nama itu ada di beberapa kecamatan")
    assert rina.buttons() == ["semarang utara", "mijen"]
    await rina.presses("Mijen")
    rina.hears("Kelurahan mana di Mijen?")
    await rina.presses("Purwosari")

    rina.hears("Di mana tempat kerja Anda?")
    await rina.presses("Candisari")
    rina.hears("Kelurahan mana di Candisari?")
    await rina.presses("Jatingaleh")
    rina.hears("Keahlian Anda?")
    await rina.presses("Lanjut")
    rina.hears("Sudah benar?", "Purwosari, Mijen", "Tempat kerja: Candisari")
    person = await town.person(OUTSIDER)
    assert person is not None
    assert (person.home_zone, person.work_zone, person.home_exact) == (MIJEN, CANDISARI, False)

    # What is changed before sending asks for nothing else again.
    await rina.presses("Rumah")
    rina.hears("Di mana rumah Anda?")
    await rina.says("Jalan Anggrek Ungu")
    rina.hears("Saya belum menemukan")
    await rina.shares_location(*AT_HOME)
    rina.hears("Sudah benar?", "Gajahmungkur", "Tempat kerja: Candisari")
    await rina.presses("Tempat kerja")
    rina.hears("Di mana tempat kerja Anda?")
    await rina.presses("Lewati")
    rina.hears("Sudah benar?", "Tempat kerja: belum ada")
    person = await town.person(OUTSIDER)
    assert person is not None
    assert (person.home_zone, person.home_exact, person.zones) == (
        *(GAJAHMUNGKUR, True),
        frozenset({GAJAHMUNGKUR}),
    )
    town.nothing_else_was_sent()


async def test_whose_number_it_is(town: Town) -> None:
    """Only one's own number counts, and one number belongs to one account."""
    rina, dewi = town.rina, town.phone("Dewi", 7901)
    await consents(rina)
    await rina.shares_contact(of=town.budi.user_id)
    rina.hears("Itu nomor orang lain")
    await rina.says(RINAS_NUMBER)
    rina.hears("Bagikan nomor Anda")
    await rina.shares_contact()
    rina.hears("Komunitas Anda?")

    town.sandbox.world.users[dewi.user_id].phone = RINAS_NUMBER
    await consents(dewi)
    await dewi.shares_contact()
    dewi.hears("Nomor ini sudah terdaftar pada akun lain", "Hubungi koordinator")
    there = await town.person(dewi.user_id)
    assert there is not None
    assert not there.phone
    town.nothing_else_was_sent()


async def test_somebody_from_the_imported_list(town: Town) -> None:
    """Who stands in the imported list is recognised by the number, linked, welcomed and tested."""
    async with town.app.db.work(town.clock.now()) as work:
        imported = {"name": "Rina Wulandari", "phone": RINAS_NUMBER, "community": "mik"}
        await town.enrol(work, None, **imported, home_zone=GAJAHMUNGKUR, reach=Reach.NOT_LINKED)
    await consents(town.rina)
    await town.rina.shares_contact()
    town.rina.hears("Selamat datang, Rina Wulandari")
    town.rina.hears("PERCOBAAN")
    await town.sari.says(FIRE)
    town.sari.hears("Akan dipanggil: 4", "Belum menjawab panggilan percobaan: 1")
    await town.sari.presses("Batal")

    await town.rina.presses("Saya dengar")
    town.rina.hears("Anda siap dipanggil")
    await town.sari.says(FIRE)
    preview = town.sari.hears("Akan dipanggil: 4")
    assert "percobaan" not in preview["text"]
    town.nothing_else_was_sent()


async def test_an_imported_person_who_waits_for_approval_can_send_the_registration(town: Town) -> None:
    """The list's pending person finds the answers filled in and sends them; a suspended one is told so."""
    async with town.app.db.work(town.clock.now()) as work:
        kept = {"phone": RINAS_NUMBER, "community": "mik", "home_zone": MIJEN, "reach": Reach.NOT_LINKED}
        await town.enrol(work, None, name="Rina", status=VolunteerStatus.PENDING, **kept)
    await consents(town.rina)
    await town.rina.shares_contact()
    town.rina.hears("Sudah benar?", "MIK", "Mijen")
    await town.rina.presses("Kirim pendaftaran")
    town.rina.hears("Pendaftaran terkirim")
    town.sari.hears("Pendaftaran relawan baru", "Rina")

    dewi = town.phone("Dewi", 7901)
    town.sandbox.world.users[7901].phone = "+6281200007901"
    async with town.app.db.work(town.clock.now()) as work:
        kept = {"phone": "+6281200007901", "community": "mik", "home_zone": MIJEN}
        await town.enrol(work, None, name="Dewi", status=VolunteerStatus.SUSPENDED, **kept)
    await consents(dewi)
    await dewi.shares_contact()
    dewi.hears("Keanggotaan Anda sedang ditangguhkan")
    town.nothing_else_was_sent()


async def test_names_that_nobody_can_read(town: Town) -> None:
    """Only emoji or 200 letters are asked for again; writing from the right is shown from the left."""
    town.sandbox.world.users[OUTSIDER].first_name = "🔥🔥🔥"
    rina = town.rina
    await consents(rina)
    await rina.shares_contact()
    rina.hears("Siapa nama Anda?")
    await rina.says("😀😀")
    rina.hears("Nama perlu huruf")
    await rina.says("a" * 200)
    rina.hears("Nama terlalu panjang")
    await rina.says(f"<b>{BIND_FROM_THE_RIGHT}</b> & Ani")
    rina.hears("Komunitas Anda?")
    await rina.presses("Bankom")
    rina.hears("Di mana rumah Anda?")
    await rina.says("Bendungan")
    rina.hears("tempat kerja")
    await rina.presses("Sama dengan rumah")
    rina.hears("Keahlian")
    await rina.presses("Lanjut")
    shown = rina.hears("Sudah benar?", "Nama: <b>idub</b> & Ani")
    assert "\u202e" not in shown["text"]
    await rina.presses("Kirim pendaftaran")
    rina.hears("Pendaftaran terkirim")
    card = town.sari.hears("Pendaftaran relawan baru", "<b>idub</b> & Ani")
    assert "\u202e" not in card["text"]
    town.nothing_else_was_sent()


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
    assert person is not None
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
    assert person is not None
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
    await town.rina.starts()
    town.rina.hears("selamat datang")
    await town.rina.presses("Daftar jadi relawan")
    town.rina.hears("Setuju data Anda disimpan?")
    await town.rina.presses("Tidak jadi")
    town.rina.hears("tidak ada yang disimpan")
    assert await town.person(OUTSIDER) is None
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
    assert rina is not None
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
