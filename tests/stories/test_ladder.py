"""Nobody comes: what does the clock do, exactly when, and what stops it?"""

import pytest

from tests.stories.calling import both_are_reminded, broadcast
from tests.stories.conftest import FIRE, MIJEN
from tests.stories.town import START, Phone, Town

TREE = "/insiden pohon tumbang; Jl. Kelud Raya 12, Gajahmungkur; menutup jalan"


def minutes(phone: Phone) -> list[float]:
    """When each message of the bot came, in minutes after the report."""
    return [(m["date"] - START.timestamp()) / 60 for m in phone.from_bot()]


async def far_away(town: Town) -> Phone:
    """Dewi, who lives in Mijen: only the whole city reaches her."""
    return await town.volunteer("Dewi", 7110, community="mik", home_zone=MIJEN)


@pytest.mark.parametrize(("text", "times"), [(FIRE, (2, 4, 8, 10)), (TREE, (5, 10, 20, 25))])
async def test_the_whole_ladder(town: Town, text: str, times: tuple[int, int, int, int]) -> None:
    """Reminder, neighbours, city and coordinators, "belum ada relawan": each at its minute, each once."""
    dewi = await far_away(town)
    await town.coordinator(town.harno, "fkpm")
    await broadcast(town, text)
    remind, neighbours, city, nobody = times
    await town.wait(110)
    assert minutes(town.budi) == minutes(town.agus) == [0, remind]
    both_are_reminded(town)
    assert minutes(town.wati) == [neighbours]
    town.wati.hears("Jl. Kelud Raya 12")
    assert minutes(dewi) == minutes(town.harno) == [city]
    dewi.hears("Jl. Kelud Raya 12")
    town.harno.hears("Belum ada relawan yang menuju #SMG0001", "seluruh kota")
    assert minutes(town.sari) == [0, neighbours, city, nobody]
    town.sari.hears("kecamatan tetangga", "1 orang lagi dipanggil")
    town.sari.hears("seluruh kota", "1 orang lagi dipanggil")
    town.sari.hears("Belum ada relawan", f"setelah {nobody} menit", "5 orang sudah dipanggil")

    await town.wait(200)
    assert minutes(town.sari)[-1] == 120
    town.sari.hears("sudah berjalan 2 jam", "Tutup")
    await town.sari.presses("Tutup")
    town.sari.now_reads(town.sari.from_bot()[0], "DITUTUP")
    town.nothing_else_was_sent()


async def test_a_neighbour_takes_it_and_withdraws(town: Town) -> None:
    """The first one coming stops all of it; when the last one withdraws it goes on from there."""
    dewi = await far_away(town)
    await town.coordinator(town.harno, "fkpm")
    await broadcast(town)
    await town.wait(5)
    both_are_reminded(town)
    town.wati.hears("KEBAKARAN")
    town.sari.hears("kecamatan tetangga")
    await town.wati.presses("Menuju lokasi")
    town.sari.hears("Wati (MIK) menuju lokasi 14.10, 5 menit setelah siaran")

    await town.wait(10)
    await town.agus.presses("Menuju lokasi")
    await town.wati.presses("Batal menuju")
    await town.wait(4)
    town.sari.hears_nothing()
    await town.agus.presses("Batal menuju")
    town.sari.hears("Agus batal menuju", "Belum ada lagi yang menuju #SMG0001")
    await town.wait(2.9)
    dewi.hears_nothing()
    await town.wait(0.1)
    dewi.hears("KEBAKARAN")
    town.harno.hears("Belum ada relawan yang menuju")
    town.sari.hears("seluruh kota")
    await town.wait(2)
    town.sari.hears("Belum ada relawan", "setelah 10 menit")
    assert minutes(town.sari)[-2:] == [22, 24]
    await town.wati.presses("Menuju lokasi")
    town.sari.hears("Wati (MIK) menuju lokasi")
    await town.wati.presses("Batal menuju")
    town.sari.hears("Belum ada lagi yang menuju")
    await town.wait(60)
    town.nothing_else_was_sent()


async def test_the_operator_is_faster_than_the_clock(town: Town) -> None:
    """What the operator did by hand the clock does not do again."""
    dewi = await far_away(town)
    await broadcast(town)
    await town.wait(1)
    assert "2 orang diingatkan" in (await town.sari.presses("Ingatkan")).text
    assert "Baru saja diingatkan" in (await town.sari.presses("Ingatkan")).text
    town.sari.hears("2 orang yang belum menjawab diingatkan")
    both_are_reminded(town)
    await town.wait(2)
    assert "1 orang lagi dipanggil" in (await town.sari.presses("Perluas")).text
    town.wati.hears("KEBAKARAN")
    town.sari.hears("kecamatan tetangga")
    await town.wait(2)
    assert "1 orang lagi dipanggil" in (await town.sari.presses("Perluas")).text
    dewi.hears("KEBAKARAN")
    town.sari.hears("seluruh kota")
    assert "Sudah seluruh kota" in (await town.sari.presses("Perluas")).text
    await town.wait(10)
    town.sari.hears("Belum ada relawan", "setelah 10 menit", "5 orang")
    town.nothing_else_was_sent()


async def test_nobody_silent_to_remind(town: Town) -> None:
    """Where everybody has answered there is nobody to remind, and the operator is told so."""
    await broadcast(town)
    await town.budi.presses("Tidak bisa")
    await town.agus.presses("Tidak bisa")
    assert "Tidak ada yang perlu diingatkan" in (await town.sari.presses("Ingatkan")).text
    await town.wait(3)
    town.sari.now_reads(town.sari.from_bot()[0], "Tidak bisa: 2, belum menjawab: 1")
    town.nothing_else_was_sent()


async def test_a_zone_with_nobody_reachable(town: Town) -> None:
    """Where only a blocked phone lives, the alarm goes on to the neighbours at once."""
    await broadcast(town)
    await town.sari.presses("Batalkan siaga")
    for phone in (town.budi, town.agus):
        phone.hears("BATAL SIAGA")
    await town.sari.says("/insiden kecelakaan; Purwosari, Mijen")
    town.sari.hears("Zona: Mijen", "Akan dipanggil: 0", "Tidak terjangkau: 1", "langsung diperluas")
    await town.sari.presses("Siarkan")
    town.sari.hears("Tidak ada relawan yang bisa dipanggil di zona Mijen", "4 orang dipanggil")
    for phone in (town.budi, town.agus, town.wati):
        phone.hears("KECELAKAAN")
    town.nothing_else_was_sent()
