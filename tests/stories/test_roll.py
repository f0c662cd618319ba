"""Who was called, who answered what and when, who came? Everybody stands on the roll exactly once."""

import re

from tests.stories.calling import broadcast
from tests.stories.conftest import MIJEN
from tests.stories.town import Town


def adds_up(text: str) -> None:
    """Dipanggil N = those with a row + can't + silent + unreachable + waiting."""
    called = int(re.findall(r"Dipanggil (\d+)", text)[0])
    rows = len(re.findall(r"^[📍🏃] ", text, re.MULTILINE))
    groups = re.findall(r"(?:Tidak bisa|Belum menjawab|Tidak terjangkau|Menunggu dikirim) \((\d+)\)", text)
    assert called == rows + sum(map(int, groups)), text


async def test_every_mix_adds_up(town: Town) -> None:
    """Came, withdrew, declined, silent, blocked and late answers: each with its time in the city's clock."""
    await town.volunteer("Dewi", 7110, community="mik", home_zone=MIJEN)
    await broadcast(town)
    await town.sari.says("/roll")
    adds_up(
        town.sari.hears("14.05–sekarang", "Dipanggil 3", "menjawab 0", "Pertama menuju: belum ada")["text"]
    )
    await town.wait(1.5)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("menuju lokasi")
    await town.agus.presses("Tidak bisa")
    for _ in range(2):
        await town.sari.presses("Perluas")
        town.sari.hears("diperluas")
    town.wati.hears("KEBAKARAN")
    dewi = town.dewi
    dewi.hears("KEBAKARAN")
    await town.wait(6)
    await town.wati.presses("Menuju lokasi")
    await town.budi.presses("Sudah di lokasi")
    town.sari.hears("tiba di lokasi")
    await town.budi.presses("Benar terjadi")
    town.sari.hears("Benar terjadi")
    await town.wait(1)
    await town.wati.presses("Batal menuju")
    await town.wait(20)
    await town.budi.presses("Selesai")
    await town.sari.presses("Tutup")
    town.budi.hears("SELESAI")
    town.wati.hears_nothing()
    late = await dewi.forges("coming:1:", dewi.last["message_id"])
    assert "sudah ditutup Sari pukul 14.33" in late.text
    assert "sudah ditutup Sari" in (await town.sari.forges("close:1:")).text

    for typed in ("/roll 0001", "/roll #SMG0001", "/roll SMG-2026-0001", "/roll 1", "/roll"):
        await town.sari.says(typed)
        roll = town.sari.hears(
            *("Daftar respon #SMG0001", "14.05–14.33 WIB", "Dipanggil 5", "diterima Telegram 4", "datang 1"),
            *("menjawab 3 (60 %)", "Pertama menuju: 1 mnt 30 dtk", "pertama tiba: 7 mnt 30 dtk"),
            "Budi · FKPM   menuju 14.06 → tiba 14.12 → selesai 14.33 (21 mnt di lokasi) ✅",
            *("Wati · MIK   menuju 14.12 → batal 14.13", "Tidak bisa (1): Agus (Bankom) 14.06"),
            *("Belum menjawab (1): Dewi (MIK)", "Tidak terjangkau (1): Joko (memblokir bot)"),
            "Menjawab setelah ditutup: 1",
        )
        adds_up(roll["text"])
    for typed in ("/roll 0999", "/roll %", "/roll LAT0001"):
        await town.sari.says(typed)
        town.sari.hears("Tidak ada kejadian", "Tulis seperti /roll 0421")
    town.nothing_else_was_sent()


async def test_a_drill_and_an_incident_of_the_same_number(town: Town) -> None:
    """#LAT0001 and #SMG0001 are two things; each is found by its own letters."""
    await broadcast(town)
    await town.sari.says("/latihan kecelakaan; Tandang")
    town.sari.hears("LATIHAN", "Periksa dulu")
    await town.sari.presses("Siarkan")
    town.wati.hears("LATIHAN", "#LAT0001")
    town.sari.hears("#LAT0001", "langsung diperluas")
    await town.sari.says("/roll #SMG0001")
    town.sari.hears("Daftar respon #SMG0001")
    await town.sari.says("/roll lat0001")
    town.sari.hears("LATIHAN", "#LAT0001")
    town.nothing_else_was_sent()


async def test_who_may_read_it(town: Town) -> None:
    """Operators and coordinators read the roll, operators what is running, untaken first; others nothing."""
    await town.sari.says("/roll")
    town.sari.hears("Belum ada kejadian")
    await town.sari.says("/aktif")
    town.sari.hears("Tidak ada kejadian yang berjalan")
    await broadcast(town)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("menuju lokasi")
    await town.sari.says("/insiden kecelakaan; Jatingaleh; motor")
    town.sari.hears("Periksa dulu")
    await town.sari.presses("Siarkan")
    town.wati.hears("KECELAKAAN")
    await town.sari.says("/aktif")
    running = town.sari.hears("Kejadian berjalan (2)", "menuju 1, di lokasi 0")
    assert running["text"].index("⏳ #SMG0002") < running["text"].index("🏃 #SMG0001")

    await town.coordinator(town.harno, "fkpm")
    await town.harno.says("/roll 1")
    town.harno.hears("Daftar respon #SMG0001")
    await town.harno.says("/aktif")
    town.harno.hears("Hanya operator 112")
    await town.budi.says("/roll")
    town.budi.hears("Hanya koordinator dan operator")
    await town.sari.presses("Daftar respon", town.sari.from_bot()[2]["message_id"])
    town.sari.hears("Daftar respon #SMG0001")
    assert "Hanya operator 112" in (await town.wati.forges("roll:1:")).text
    town.nothing_else_was_sent()
