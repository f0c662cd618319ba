"""The machine's clock is set back an hour in the middle of an incident: does anybody wait an hour longer?"""

from datetime import timedelta

from tests.stories.calling import both_are_reminded, broadcast
from tests.stories.town import Town

HOUR = timedelta(hours=1)


async def set_back(town: Town) -> None:
    """Somebody sets the clock back, and the bot looks at it."""
    town.clock.time -= HOUR
    await town.wait(0)


async def test_the_ladder_goes_on_from_now(town: Town) -> None:
    """Opened an hour ahead of the new clock, an incident is reminded of and widened as if opened now."""
    await broadcast(town)
    await set_back(town)
    await town.wait(2.1)
    both_are_reminded(town)
    await town.wait(2)
    town.wati.hears("KEBAKARAN")
    town.sari.hears("kecamatan tetangga")
    town.nothing_else_was_sent()


async def test_set_back_while_the_bot_was_away(town: Town) -> None:
    """A fresh process that finds an incident of the future counts from its own start."""
    await broadcast(town)
    await town.stop()
    town.clock.time -= HOUR
    await town.start()
    await town.wait(0)
    await town.wait(2.1)
    both_are_reminded(town)
    town.nothing_else_was_sent()


async def test_who_is_coming_is_asked_in_time(town: Town) -> None:
    """Budi said at 14.05 that he was coming; at what is now 13.05 his fifteen minutes begin, not at 14.05."""
    await broadcast(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    await set_back(town)
    await town.wait(14)
    town.budi.hears_nothing()
    await town.wait(1.1)
    town.budi.hears("Masih menuju lokasi?")
    await town.wait(5)
    town.budi.hears("tidak")
    town.sari.hears("Budi")
    assert (await town.incident()).unclaimed_since is not None


async def test_it_is_asked_after_two_hours_whether_to_close(town: Town) -> None:
    """The two hours of an incident dated ahead begin now."""
    await broadcast(town)
    for words in ("Menuju lokasi", "Sudah di lokasi", "Benar terjadi"):
        await town.budi.presses(words)
        town.sari.hears("Budi")
    await set_back(town)
    await town.wait(119)
    town.sari.hears_nothing()
    await town.wait(2)
    town.sari.hears("sudah berjalan 2 jam")
    town.nothing_else_was_sent()


async def test_the_card_shows_no_time_to_come(town: Town) -> None:
    """What lay ahead counts as now, and a second look changes nothing more."""
    await broadcast(town)
    town.clock.time -= HOUR
    now = town.clock.time
    await town.wait(0)
    found = await town.incident()
    assert (found.opened_at, found.unclaimed_since) == (now, now)
    assert found.due_at == now + timedelta(minutes=2)
    assert await town.app.clockwork.tick(now) == 0
    assert await town.incident() == found
    town.nothing_else_was_sent()
