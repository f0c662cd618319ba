"""Does the clock count unclaimed time only, each thing once, and never fire what is late?"""

import asyncio
from datetime import timedelta

from tests.stories.calling import both_are_reminded, broadcast
from tests.stories.town import Town


async def test_coming_stops_the_clock_and_withdrawing_lets_it_go_on(town: Town) -> None:
    """Unclaimed time is counted, not the time since the alarm: after a withdrawal the rest of it runs."""
    await broadcast(town)
    await town.wait(3)
    both_are_reminded(town)
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


async def test_an_old_incident_is_asked_about(town: Town) -> None:
    """Open for two hours, the operators are asked once whether to close it."""
    await broadcast(town)
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
    await broadcast(town)
    await town.wait(2)
    await asyncio.gather(*(town.app.tick() for _ in range(5)))
    await town.settle()
    both_are_reminded(town)
    town.nothing_else_was_sent()


async def test_a_reminder_that_is_late_is_not_sent(town: Town) -> None:
    """After a long silence of the bot the old reminder is not fired; what is still true is done once."""
    await broadcast(town)
    await town.stop()
    town.clock.time += timedelta(minutes=9)
    await town.start()
    await town.app.tick()
    await town.settle()
    town.wati.hears("KEBAKARAN")
    both_are_reminded(town)
    town.sari.hears("kecamatan tetangga")
    town.sari.hears("seluruh kota")
    town.nothing_else_was_sent()
