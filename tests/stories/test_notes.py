"""What becomes of words, pictures and voices that volunteers send? And how discreet is a delicate case?"""

from bot.domain.people import VolunteerStatus
from tests.stories.calling import broadcast
from tests.stories.conftest import BUDI
from tests.stories.town import Town


async def test_every_kind_of_note(town: Town) -> None:
    """Text, photo, voice, sticker and place reach the desk and the card, and each is thanked for."""
    await broadcast(town)
    await town.budi.says("halo")
    town.budi.hears("Saya belum paham", "/bantuan")
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("menuju lokasi")
    await town.budi.says("<b>api</b> & asap")
    town.sari.hears('Budi: "<b>api</b> & asap"', "#SMG0001")
    people = town.sandbox.people
    for kind, caption, words in (
        ("photo", "dari depan", '"dari depan"'),
        ("photo", "", "mengirim foto"),
        ("voice", "", "mengirim pesan suara"),
        ("document", "", "mengirim berkas"),
    ):
        people.file(BUDI, 0, kind, caption)
        await town.settle()
        assert town.sari.hears("Budi", words, "#SMG0001")["kind"] == kind
    people.file(BUDI, 0, "sticker")
    await town.settle()
    town.sari.hears("Budi", "#SMG0001")
    await town.budi.shares_location(-7.0011, 110.4042)
    town.sari.hears("-7.00110, 110.40420")
    for _ in range(7):
        town.budi.hears("Dicatat untuk #SMG0001")
    town.sari.now_reads(town.sari.from_bot()[0], "📝 berkas (Budi 14.05)", "-7.00110, 110.40420")

    await town.budi.presses("Batal menuju")
    town.sari.hears("Belum ada lagi")
    await town.budi.says("sudah pulang")
    town.budi.hears("Saya belum paham")
    town.nothing_else_was_sent()


async def test_a_note_is_never_taken_for_a_profile(town: Town) -> None:
    """Who left a profile question open and is now on the way writes notes; the name stays as it is."""
    await town.budi.says("/profil")
    town.budi.hears("Profil Anda")
    await town.budi.presses("Nama")
    town.budi.hears("Siapa nama Anda?")
    await broadcast(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("menuju lokasi")
    await town.budi.says("api di dapur")
    town.sari.hears('Budi: "api di dapur"')
    town.budi.hears("Dicatat untuk #SMG0001")
    person = await town.person(BUDI)
    assert person.name == "Budi"
    town.nothing_else_was_sent()


async def test_a_note_goes_to_the_incident_one_is_in(town: Town) -> None:
    """Of two incidents the one on whose scene a person stands gets the note, else the newest accepted."""
    await broadcast(town)
    await town.sari.says("/insiden kecelakaan; Bendungan; motor")
    town.sari.hears("Periksa dulu")
    await town.sari.presses("Siarkan")
    town.budi.hears("KECELAKAAN")
    town.agus.hears("KECELAKAAN")
    for number in (1, 2):
        await town.budi.forges(f"coming:{number}:")
        town.sari.hears("menuju lokasi", f"#SMG000{number}")
        await town.wait(1)
    await town.budi.says("di jalan")
    town.sari.hears("di jalan", "#SMG0002")
    town.budi.hears("#SMG0002")
    await town.budi.forges("on_scene:1:")
    town.sari.hears("tiba di lokasi", "#SMG0001")
    await town.budi.says("sampai")
    town.sari.hears("sampai", "#SMG0001")
    town.budi.hears("#SMG0001")
    town.nothing_else_was_sent()


async def test_a_delicate_case_opens_in_stages(town: Town) -> None:
    """Violence: the alarm names the zone only; address and details come and go with "menuju"."""
    await town.change(7104, status=VolunteerStatus.SUSPENDED)
    await town.sari.says("/insiden kdrt; Jl. Kelud Raya 12, Gajahmungkur; pelaku masih di rumah")
    town.sari.hears("Periksa dulu", "pelaku masih di rumah")
    await town.sari.presses("Siarkan")
    alarm = town.budi.hears("Zona Gajahmungkur", 'tampil setelah Anda menekan "Menuju lokasi"')
    assert alarm["protect_content"]
    assert "Kelud" not in alarm["text"]
    assert "pelaku" not in alarm["text"]
    assert "buka peta" not in town.budi.buttons()
    await town.wait(2)
    reminder = town.budi.hears("Masih dibutuhkan")
    assert reminder["protect_content"]
    assert "Kelud" not in reminder["text"]

    await town.budi.presses("Menuju lokasi", alarm["message_id"])
    town.sari.hears("menuju lokasi")
    town.budi.now_reads(alarm, "Jl. Kelud Raya 12", "pelaku masih di rumah")
    await town.budi.presses("Batal menuju")
    town.sari.hears("Belum ada lagi")
    assert "Kelud" not in town.budi.now_reads(alarm, "Anda batal menuju")
    await town.sari.presses("Batalkan siaga")
    end = town.budi.hears("BATAL SIAGA")
    assert end["protect_content"]
    assert "Kelud" not in end["text"]
    town.nothing_else_was_sent()
