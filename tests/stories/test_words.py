"""What becomes of people's own words: too long, full of signs, or marked as a drill?"""

from dataclasses import replace

from tests.stories.calling import broadcast
from tests.stories.conftest import BUDI
from tests.stories.town import START, Town

ODD = "<b>Rumah</b> & \"toko\" 'Jaya' \u202etxet\u202c 🔥👨‍👩‍👧 \u200bé\u0301 漢字 </i> {place} $1 %s *_`["


async def test_too_long_a_report(town: Town) -> None:
    """The whole text is kept; the screen is cut on a word, its markup stays whole, and no button is lost."""
    details = " ".join(f"<kata{n}>" for n in range(360))
    address = "Bendungan, gang " + "sempit " * 40
    await town.sari.says(f"/insiden kebakaran; {address}; {details}")
    preview = town.sari.hears("Periksa dulu", "Zona: Gajahmungkur", "<kata0>", "…")
    kept = await town.incident()
    assert kept.details == details
    assert kept.address == address.strip()
    shown = next(line for line in preview["text"].splitlines() if line.startswith("<kata0>"))
    assert shown.endswith(">…")
    assert len(shown) <= 600
    await town.sari.presses("Siarkan")
    alarm = town.budi.hears("KEBAKARAN", "Bisa ke sana? Jawab dengan satu tombol.", "<kata0>")
    assert len(alarm["text"]) < 1500
    assert [e["type"] for e in alarm["entities"] if e["type"] == "bold"] == ["bold", "bold"]
    town.agus.hears("KEBAKARAN")
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi")
    town.nothing_else_was_sent()


async def test_signs_and_letters_of_every_kind(town: Town) -> None:
    """HTML, placeholders, emoji and other scripts are shown as typed and break nothing."""
    async with town.app.db.work(START) as work:
        budi = await work.volunteers.by_telegram(BUDI)
        assert budi is not None
        await work.volunteers.save(replace(budi, name="Budi <script> & Sons 🐟"))
    await town.sari.says(f"/insiden kebakaran; Bendungan {ODD}; {ODD}")
    preview = town.sari.hears("<b>Rumah</b> & \"toko\" 'Jaya'", "漢字", "{place} $1 %s *_`[")
    assert "\u202e" not in preview["text"]
    assert (await town.incident()).details == ODD
    await town.sari.presses("Siarkan")
    town.budi.hears("<b>Rumah</b>", "漢字")
    town.agus.hears("<b>Rumah</b>")
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi <script> & Sons 🐟")
    town.nothing_else_was_sent()


async def test_a_drill(town: Town) -> None:
    """Every line and button of a drill begins with LATIHAN, and its number is of its own series."""
    await broadcast(town)
    await town.sari.says("/latihan kebakaran; Bendungan; latihan rutin")
    card = town.sari.hears("LATIHAN")
    await town.sari.presses("Siarkan", card["message_id"])
    alarm = town.budi.hears("#LAT0001")
    town.agus.hears("#LAT0001")
    await town.budi.presses("Menuju lokasi", alarm["message_id"])
    line = town.sari.hears("LATIHAN", "Budi")
    marked = [card, alarm, line]
    await town.sari.presses("Batalkan siaga", card["message_id"])
    marked.append(town.budi.hears("LATIHAN", "BATAL SIAGA"))
    marked.append(town.agus.hears("LATIHAN", "BATAL SIAGA"))
    now = [m for phone in (town.sari, town.budi) for m in phone.from_bot() if "LAT0001" in m["text"]]
    for message in (*marked, *now):
        assert all(line.startswith("LATIHAN ") for line in message["text"].splitlines() if line.strip())
        assert all(b["text"].startswith("LATIHAN ") for row in message["buttons"] for b in row)
    town.nothing_else_was_sent()


async def test_a_sensitive_kind_discloses_in_stages(town: Town) -> None:
    """Address and details are opened after "coming" only; messages can not be passed on."""
    await town.sari.says("/insiden kdrt; Jl. Kelud Raya 12, Gajahmungkur; korban di rumah tetangga")
    town.sari.hears("Periksa dulu")
    await town.sari.presses("Siarkan")
    alarm = town.budi.hears("Zona Gajahmungkur", 'tampil setelah Anda menekan "Menuju lokasi"')
    other = town.agus.hears("Zona Gajahmungkur")
    assert alarm["protect_content"]
    for message in (alarm, other):
        assert "Kelud" not in message["text"]
        assert "tetangga" not in message["text"]
        assert not any(button.get("url") for row in message["buttons"] for button in row)
    await town.budi.presses("Menuju lokasi")
    town.budi.now_reads(alarm, "Jl. Kelud Raya 12", "tetangga")
    await town.agus.presses("Tidak bisa")
    assert "Kelud" not in town.agus.now_reads(other)
    town.sari.hears("Budi")
    town.nothing_else_was_sent()
