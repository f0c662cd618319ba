"""The story of DESIGN 5, told once through: joining, calling, answering, nobody comes, the truth, the end."""

from tests.stories.conftest import FIRE, HARNO, OUTSIDER
from tests.stories.town import Town


async def test_a_newcomer_joins_and_answers_a_test_alarm(town: Town) -> None:
    """Rina reads what this is, joins step by step, is approved by Pak Harno and counts once she has heard."""
    await town.lurah.says(f"/peran koordinator fkpm {HARNO}")
    town.lurah.hears("sekarang koordinator")

    town.sandbox.world.users[OUTSIDER].phone = "+6281200007900"
    await town.rina.starts()
    town.rina.hears("selamat datang", "pelengkap 112", "tidak menjamin", "Yang disimpan")
    await town.rina.presses("Apa saja yang disimpan")
    town.rina.hears("Yang disimpan:", "Relawan lain tidak pernah melihat nomor Anda")
    await town.rina.presses("Daftar jadi relawan")
    town.rina.hears("Setuju data Anda disimpan?")
    await town.rina.presses("Saya setuju")
    town.rina.hears("Bagikan nomor Anda")
    await town.rina.shares_contact()
    town.rina.hears("Komunitas Anda?")
    await town.rina.presses("FKPM Sriti")
    town.rina.hears("Di mana rumah Anda?")
    await town.rina.says("Bendungan")
    town.rina.hears("Di mana tempat kerja Anda?")
    await town.rina.presses("Sama dengan rumah")
    town.rina.hears("Keahlian Anda?")
    await town.rina.presses("P3K")
    town.rina.hears("Keahlian Anda?")
    await town.rina.presses("Lanjut")
    town.rina.hears("Sudah benar?", "Rina", "FKPM", "Bendungan, Gajahmungkur", "P3K")
    await town.rina.presses("Kirim pendaftaran")
    town.rina.hears("Pendaftaran terkirim")

    town.harno.hears("Pendaftaran relawan baru", "Rina", "Bendungan, Gajahmungkur")
    await town.harno.presses("Setujui")
    town.harno.sees("Disetujui", "Pak Harno")
    town.rina.hears("Selamat datang, Rina", "agar terdengar malam hari")
    town.rina.hears("PERCOBAAN", "bukan kejadian")
    await town.rina.presses("Saya dengar")
    town.rina.hears("Anda siap dipanggil")

    await town.sari.says(FIRE)
    town.sari.hears("Akan dipanggil: 4")
    await town.sari.presses("Siarkan")
    for phone in (town.budi, town.agus, town.rina):
        phone.hears("KEBAKARAN", "#SMG0001")
    town.nothing_else_was_sent()


async def test_an_answered_alarm_to_its_end(town: Town) -> None:
    """Budi goes, validates, gives first aid, reports; Sari sees each step and closes; everybody is told."""
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu")
    await town.sari.presses("Siarkan")
    town.budi.hears("KEBAKARAN")
    town.agus.hears("KEBAKARAN")

    await town.wait(1)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi 14.06, 1 menit setelah siaran")
    await town.budi.presses("10 menit")
    town.budi.sees("Perkiraan tiba: 10 menit")
    card = town.sari.from_bot()[0]
    assert "Budi (FKPM) ± 10 menit" in card["text"]

    await town.wait(7)
    await town.budi.presses("Sudah di lokasi")
    town.sari.hears("Budi (FKPM) tiba di lokasi 14.13, 8 menit setelah siaran")
    await town.budi.presses("Benar terjadi")
    town.sari.hears("Benar terjadi", "menunggu satu lagi", "Budi")
    await town.budi.presses("Pertolongan pertama diberikan")
    await town.budi.presses("Luka bakar")
    await town.budi.presses("Lanjut")
    await town.budi.presses("1 orang")
    town.sari.hears("Budi memberi pertolongan pertama: 1 orang, luka bakar")
    await town.budi.says("api di dapur, gas sudah dimatikan")
    town.sari.hears("Budi", "api di dapur, gas sudah dimatikan")
    town.budi.hears("Dicatat untuk #SMG0001")
    await town.budi.sends_photo()
    photo = town.sari.hears("mengirim foto")
    assert photo["kind"] == "photo"
    town.budi.hears("Dicatat untuk #SMG0001")
    await town.budi.presses("Petugas tiba")
    town.sari.hears("Petugas tiba di lokasi 14.13")
    await town.budi.presses("Selesai")

    await town.sari.presses("Daftar respon")
    town.sari.hears(
        "Daftar respon #SMG0001",
        "Dipanggil 3",
        "datang 1",
        "menuju 14.06 → tiba 14.13 → selesai 14.13",
        "Tidak terjangkau (1): Joko (memblokir bot)",
        "Belum menjawab (1): Agus",
    )
    await town.sari.presses("Tutup")
    town.budi.hears("SELESAI", "Sari, operator 112")
    late = await town.agus.forges("coming:1:", town.agus.last["message_id"])
    assert "sudah ditutup Sari pukul 14.13" in late.text
    assert late.show_alert
    town.agus.sees("Sudah ditutup")
    town.nothing_else_was_sent()
