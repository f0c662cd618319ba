"""How long does the clock believe a word? "Coming" expires, and who is there is asked what there is."""

from tests.stories.calling import broadcast
from tests.stories.test_ladder import minutes
from tests.stories.town import Town


async def test_coming_expires(town: Town) -> None:
    """Asked after 15 minutes, released 5 later; then the ladder goes on, and a late arrival counts."""
    await broadcast(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await town.wait(22)
    assert minutes(town.budi) == [0, 15, 20]
    asked = town.budi.hears("Masih menuju lokasi?", "dalam 5 menit")
    town.budi.hears("tidak lagi dihitung menuju")
    town.budi.now_reads(town.budi.from_bot()[0], "Anda tidak lagi dihitung menuju")
    town.sari.hears("Budi tidak menjawab", "Belum ada lagi yang menuju #SMG0001")
    assert minutes(town.agus) == [0, 22]
    town.agus.hears("Masih dibutuhkan")

    answer = await town.budi.presses("Sudah di lokasi", asked["message_id"])
    assert "Anda di lokasi" in answer.text
    town.sari.hears("Budi (FKPM) tiba di lokasi 14.27")
    await town.wait(30)
    town.budi.hears("Apa yang Anda lihat di lokasi?")
    assert minutes(town.budi)[-1] == 27
    town.nothing_else_was_sent()


async def test_the_time_of_arrival_is_believed(town: Town) -> None:
    """With an ETA it is asked 10 minutes after it; a new ETA begins anew; others stay coming."""
    await broadcast(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await town.agus.presses("Menuju lokasi")
    await town.wait(5)
    await town.budi.presses("10 menit")
    town.budi.sees("Perkiraan tiba: 10 menit lagi (sejak 14.10)")
    town.sari.now_reads(town.sari.from_bot()[0], "Budi (FKPM) ± 10 menit", "Agus (Bankom)")
    await town.wait(20)
    town.agus.hears("Masih menuju lokasi?")
    town.agus.hears("tidak lagi dihitung menuju")
    released = town.sari.hears("Agus tidak menjawab")
    assert "Belum ada lagi" not in released["text"]
    assert minutes(town.agus) == [0, 15, 20]
    town.budi.hears("Masih menuju lokasi?")
    assert minutes(town.budi) == [0, 25]
    await town.budi.presses("10 menit", town.budi.last["message_id"])
    town.budi.now_reads(town.budi.from_bot()[0], "10 menit lagi (sejak 14.30)")
    await town.wait(19)
    town.budi.hears_nothing()
    await town.wait(1)
    asked = town.budi.hears("Masih menuju lokasi?")
    await town.budi.presses("Batal menuju", asked["message_id"])
    town.sari.hears("Budi batal menuju", "Belum ada lagi")
    await town.wait(2)
    town.nothing_else_was_sent()


async def test_on_scene_without_a_word(town: Town) -> None:
    """Who is there and says nothing is asked once, after 5 minutes; who has said something is not."""
    await broadcast(town)
    for phone in (town.budi, town.agus):
        await phone.presses("Menuju lokasi")
        await phone.presses("Sudah di lokasi")
    town.sari.hears("Budi (FKPM) menuju")
    town.sari.hears("Budi (FKPM) tiba")
    await town.agus.presses("Benar terjadi")
    town.sari.hears("Benar terjadi")
    await town.wait(60)
    asked = town.budi.hears("Apa yang Anda lihat di lokasi?")
    assert minutes(town.budi) == [0, 5]
    await town.budi.presses("Benar terjadi", asked["message_id"])
    town.sari.hears("terkonfirmasi")
    await town.wait(60)
    town.sari.hears("sudah berjalan 2 jam")
    await town.wait(600)
    town.nothing_else_was_sent()
