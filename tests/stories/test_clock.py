"""What happens when nobody comes? The clock knocks, wider and wider; it stops while somebody is coming."""

import asyncio
from datetime import timedelta

from tests.stories.conftest import FIRE, HARNO
from tests.stories.town import Town


async def fire(town: Town) -> None:
    await town.sari.says(FIRE)
    await town.sari.presses("Siarkan")
    town.sari.hears("Dipanggil 3")
    town.budi.hears("KEBAKARAN")
    town.agus.hears("KEBAKARAN")


async def test_the_whole_ladder(town: Town) -> None:
    """Reminded at 2 minutes, neighbours at 4, city and coordinators at 8, "nobody" at 10; each once."""
    await town.lurah.says(f"/peran koordinator mik {HARNO}")
    town.lurah.hears("sekarang koordinator")
    await fire(town)
    await town.agus.presses("Tidak bisa")
    await town.wait(1.9)
    town.budi.hears_nothing()
    await town.wait(0.2)
    town.budi.hears("Masih dibutuhkan", "#SMG0001", "Belum ada yang menuju")
    await town.wait(2)
    town.wati.hears("KEBAKARAN", "#SMG0001")
    town.sari.hears("diperluas", "kecamatan tetangga", "1 orang lagi dipanggil")
    await town.wait(4)
    town.sari.hears("diperluas", "seluruh kota", "0 orang lagi")
    town.harno.hears("Belum ada relawan yang menuju", "#SMG0001")
    await town.wait(2)
    town.sari.hears("Belum ada relawan", "setelah 10 menit", "4 orang sudah dipanggil")
    await town.wait(60)
    await town.app.tick()
    await town.settle()
    town.nothing_else_was_sent()


async def test_coming_stops_the_clock_and_withdrawing_lets_it_go_on(town: Town) -> None:
    """Unclaimed time is counted, not the time since the alarm: after a withdrawal the rest of it runs."""
    await fire(town)
    await town.wait(3)
    town.budi.hears("Masih dibutuhkan")
    town.agus.hears("Masih dibutuhkan")
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi 14.08, 3 menit setelah siaran")
    await town.wait(10)
    town.wati.hears_nothing()
    await town.budi.presses("Batal menuju")
    town.sari.hears("Budi batal menuju", "Belum ada lagi yang menuju")
    await town.wait(0.9)
    town.wati.hears_nothing()
    await town.wait(0.2)
    town.wati.hears("KEBAKARAN")
    town.sari.hears("diperluas", "kecamatan tetangga")
    town.nothing_else_was_sent()


async def test_coming_is_asked_and_then_released(town: Town) -> None:
    """Who says "coming" and falls silent is asked after 15 minutes and not counted 5 minutes later."""
    await fire(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await town.wait(14.9)
    town.budi.hears_nothing()
    await town.wait(0.2)
    town.budi.hears("Masih menuju lokasi?", "dalam 5 menit")
    await town.wait(5)
    town.budi.hears("Anda tidak menjawab")
    town.sari.hears("Budi tidak menjawab dan tidak lagi dihitung menuju")
    assert "Belum ada yang menuju" in town.sari.from_bot()[0]["text"]

    await town.budi.presses("Sudah di lokasi")
    town.sari.hears("Budi (FKPM) tiba di lokasi")
    await town.wait(4)
    town.wati.hears_nothing()
    town.agus.hears_nothing()
    town.nothing_else_was_sent()


async def test_an_eta_gives_more_patience(town: Town) -> None:
    """Who says 20 minutes is asked 10 minutes after that; answering the question keeps the place."""
    await fire(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi")
    await town.budi.presses("20 menit")
    await town.wait(29)
    town.budi.hears_nothing()
    await town.wait(1.1)
    town.budi.hears("Masih menuju lokasi?")
    await town.budi.presses("5 menit")
    await town.wait(14)
    assert "Budi (FKPM) ± 5 menit" in town.sari.from_bot()[0]["text"]
    town.nothing_else_was_sent()


async def test_arriving_without_a_word_is_asked_once(town: Town) -> None:
    """On scene without a verdict for 5 minutes: the question comes once, and the clock calls nobody."""
    await fire(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju")
    await town.budi.presses("Sudah di lokasi")
    town.sari.hears("Budi (FKPM) tiba di lokasi")
    await town.wait(5.1)
    town.budi.hears("Apa yang Anda lihat di lokasi?")
    await town.wait(40)
    town.nothing_else_was_sent()


async def test_an_old_incident_is_asked_about(town: Town) -> None:
    """Open for two hours, the operators are asked once whether to close it."""
    await fire(town)
    await town.budi.presses("Menuju lokasi")
    await town.budi.presses("Sudah di lokasi")
    await town.budi.presses("Benar terjadi")
    for words in ("menuju lokasi", "tiba di lokasi", "Benar terjadi"):
        town.sari.hears(words)
    await town.wait(119)
    town.sari.hears_nothing()
    await town.wait(62)
    town.sari.hears("sudah berjalan 2 jam", "tekan Tutup")
    town.nothing_else_was_sent()


async def test_the_clock_twice_is_the_clock_once(town: Town) -> None:
    """Looking at the same minute again, alone or at once, sends nothing twice."""
    await fire(town)
    await town.wait(2)
    await asyncio.gather(*(town.app.tick() for _ in range(5)))
    await town.settle()
    town.budi.hears("Masih dibutuhkan")
    town.agus.hears("Masih dibutuhkan")
    town.nothing_else_was_sent()


async def test_a_reminder_that_is_late_is_not_sent(town: Town) -> None:
    """After a long silence of the bot the old reminder is not fired; what is still true is done once."""
    await fire(town)
    await town.stop()
    town.clock.time += timedelta(minutes=9)
    await town.start()
    await town.app.tick()
    await town.settle()
    town.wati.hears("KEBAKARAN")
    town.budi.hears("Masih dibutuhkan")
    town.agus.hears("Masih dibutuhkan")
    town.sari.hears("kecamatan tetangga")
    town.sari.hears("seluruh kota")
    town.nothing_else_was_sent()
