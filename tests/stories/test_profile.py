"""What may a volunteer change about oneself, and what follows from it?"""

from bot.domain.people import VolunteerStatus
from tests.stories.conftest import BUDI, CANDISARI, FIRE, GAJAHMUNGKUR, WATI
from tests.stories.town import Phone, Town


async def opens(phone: Phone, part: str) -> None:
    await phone.says("/profil")
    phone.hears("Profil Anda", "aktif")
    await phone.presses(part)


async def test_every_part_of_the_profile(town: Town) -> None:
    """Name, community, home, work, skills and number change one by one, each shown at once."""
    wati = town.wati
    await opens(wati, "Nama")
    wati.hears("Siapa nama Anda?")
    await wati.says("🔥")
    wati.hears("Nama perlu huruf")
    await wati.says("Wati Rahayu")
    wati.hears("Profil Anda", "Wati Rahayu")
    await wati.presses("Komunitas")
    wati.hears("Komunitas Anda?")
    await wati.presses("Bankom")
    wati.hears("Komunitas: Bankom")
    await wati.presses("Rumah")
    wati.hears("Di mana rumah Anda?")
    await wati.says("Purwosari")
    wati.hears("beberapa kecamatan")
    await wati.presses("Semarang Utara")
    wati.hears("Kelurahan mana di Semarang Utara?")
    await wati.presses("Tidak tahu kelurahannya")
    wati.hears("Rumah: Semarang Utara")
    await wati.presses("Tempat kerja")
    wati.hears("tempat kerja Anda?")
    await wati.shares_location(-7.0020, 110.4060)
    wati.hears("Tempat kerja: Gajahmungkur")
    await wati.presses("Keahlian")
    wati.hears("Keahlian Anda?")
    await wati.presses("P3K")
    wati.hears("Keahlian Anda?")
    await wati.presses("Lanjut")
    wati.hears("Keahlian: P3K")
    await wati.presses("Nomor")
    wati.hears("Bagikan nomor Anda")
    town.sandbox.world.users[WATI].phone = "+6281200007102"
    await wati.shares_contact()
    wati.hears("Profil Anda", "+6281200007102")

    await town.sari.says(FIRE)
    town.sari.hears("Akan dipanggil: 4", "2 terlatih P3K")
    town.nothing_else_was_sent()


async def test_english_for_one_person(town: Town) -> None:
    """Who chooses English reads English everywhere: profile, answers, alarm, card; the others do not."""
    budi = town.budi
    await opens(budi, "Bahasa")
    budi.hears("Bahasa apa?")
    await budi.presses("English")
    budi.hears("Your profile", "active", "Home: Gajahmungkur")
    await budi.says("/siaga")
    budi.hears("You are on duty", "Gajahmungkur")
    await budi.says("/bantuan")
    budi.hears("my details")

    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu")
    await town.sari.presses("Siarkan")
    budi.hears("FIRE", "from your home", "Can you go?")
    town.agus.hears("KEBAKARAN")
    assert "You are on the way" in (await budi.presses("On my way")).text
    budi.sees("You are on the way", "Before the officers arrive")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await budi.says("hydrant at the corner")
    budi.hears("Noted for #SMG0001")
    town.sari.hears("hydrant at the corner")
    await town.sari.presses("Batalkan siaga")
    budi.hears("STAND DOWN")
    town.agus.hears("BATAL SIAGA")
    late = await budi.forges("on_scene:1:")
    assert "was closed by Sari at 14.05" in late.text
    town.nothing_else_was_sent()


async def test_the_suspended_change_nothing(town: Town) -> None:
    """Who is suspended is told so at every door, and nothing changes."""
    await opens(town.budi, "Rumah")
    town.budi.hears("Di mana rumah Anda?")
    await town.change(BUDI, status=VolunteerStatus.SUSPENDED)
    for typed in ("Mijen", "/profil", "/daftar"):
        await town.budi.says(typed)
        town.budi.hears("Keanggotaan Anda sedang ditangguhkan")
    for words in ("Mijen", "Bahasa"):
        assert "ditangguhkan" in (await town.budi.presses(words)).text
    await town.budi.shares_location(-7.05, 110.31)
    town.budi.hears("Keanggotaan Anda sedang ditangguhkan")
    assert "ditangguhkan" in (await town.budi.forges("language:0:en")).text
    person = await town.person(BUDI)
    assert (person.home_zone, person.language) == (GAJAHMUNGKUR, "")
    town.nothing_else_was_sent()


async def test_a_number_from_the_list_never_swallows_a_member(town: Town) -> None:
    """A member who shares a number that the list knows for somebody else stays who he is."""
    async with town.app.db.work(town.clock.now()) as work:
        await town.enrol(work, None, name="Tono", phone="+6281200007101", home_zone=CANDISARI)
    town.sandbox.world.users[BUDI].phone = "+6281200007101"
    await opens(town.budi, "Nomor")
    town.budi.hears("Bagikan nomor Anda")
    await town.budi.shares_contact()
    town.budi.hears("Nomor ini sudah terdaftar")
    person = await town.person(BUDI)
    assert person.name == "Budi"
    town.nothing_else_was_sent()
