"""How does somebody become a volunteer, whatever they type, press or forget on the way?"""

import pytest

from bot.domain.people import Reach, VolunteerStatus
from tests.stories.conftest import CANDISARI, FIRE, GAJAHMUNGKUR, MIJEN, OUTSIDER, RINAS_NUMBER
from tests.stories.joining import AT_HOME, AT_SEA, BIND_FROM_THE_RIGHT, consents, until_home
from tests.stories.town import Town

pytestmark = pytest.mark.usefixtures("rinas_number")


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
