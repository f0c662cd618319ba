"""Who may what, and who wants to be called now?"""

from tests.stories.conftest import BUDI, FIRE
from tests.stories.town import Town


async def test_off_duty_is_respected_by_the_next_alarm(town: Town) -> None:
    """After `/libur` Budi is not called and shown as off duty; after `/siaga` the next wave finds him."""
    await town.budi.says("/libur")
    town.budi.hears("Anda libur", "/siaga")
    await town.agus.says("/siaga")
    town.agus.hears("Anda siaga", "Gajahmungkur")
    await town.sari.says(FIRE)
    town.sari.hears("Akan dipanggil: 2 relawan · 1 siaga", "libur: 1")
    await town.sari.presses("Siarkan")
    town.agus.hears("KEBAKARAN")
    town.budi.hears_nothing()
    await town.budi.says("/siaga")
    town.budi.hears("Anda siaga")
    await town.sari.presses("Perluas")
    town.budi.hears("KEBAKARAN", "#SMG0001")
    town.wati.hears("KEBAKARAN", "#SMG0001")
    town.sari.hears("diperluas", "2 orang lagi dipanggil")
    await town.rina.starts()
    town.rina.hears("selamat datang", "tidak menjamin")
    await town.rina.says("/siaga")
    town.rina.hears("belum terdaftar sebagai relawan")
    town.nothing_else_was_sent()


async def test_an_empty_zone_widens_at_once(town: Town) -> None:
    """Where nobody lives or works the call goes to the neighbours at once, and the operator is told."""
    await town.sari.says("/insiden kebakaran; Kota Lama")
    town.sari.hears("Tidak ada relawan yang bisa dipanggil di zona ini")
    assert (await town.sari.presses("Siarkan")).text == "Disiarkan kepada 4 relawan."
    for phone in (town.budi, town.wati, town.agus):
        phone.hears("KEBAKARAN", "#SMG0001")
    town.sari.sees("Tidak ada relawan yang bisa dipanggil di zona Semarang Utara", "4 orang dipanggil")
    card, line = town.sari.from_bot()
    assert "seluruh kota" in card["text"]
    town.sari.hears("langsung diperluas")
    assert line["message_id"] > card["message_id"]
    town.nothing_else_was_sent()


async def test_roles(town: Town) -> None:
    """The admin gives, lists and takes roles; everybody else is refused; mistakes are explained."""
    await town.budi.says("/peran operator 7101")
    town.budi.hears("Hanya admin yang bisa memberi peran")
    await town.sari.says("/peran admin 7001")
    town.sari.hears("Hanya admin yang bisa memberi peran")

    lurah = town.lurah
    for typed, answer in (
        ("/peran", "Belum ada peran"),
        (f"/peran operator {BUDI}", "Budi sekarang operator"),
        (f"/peran operator {BUDI}", "Budi sudah operator"),
        ("/peran raja 7101", '"raja" bukan peran'),
        ("/peran operator", "/peran operator 7001"),
        ("/peran koordinator xyz 7201", '"xyz" bukan komunitas'),
        ("/peran koordinator mik 7201", "sekarang koordinator"),
        ("/peran", f"operator · Budi ({BUDI})"),
        (f"/peran cabut operator {BUDI}", "Budi bukan operator lagi"),
        (f"/peran cabut operator {BUDI}", "Budi bukan operator"),
    ):
        await lurah.says(typed)
        lurah.hears(answer)
    await town.budi.says(FIRE)
    town.budi.hears("Hanya operator 112")
    town.nothing_else_was_sent()


async def test_the_role_of_a_person_by_reply(town: Town) -> None:
    """In the operators' chat an admin names a person by replying to them."""
    lurah, dewi = town.at_desk(town.lurah), town.at_desk(town.phone("Dewi", 7002))
    said = await dewi.says("saya Dewi")
    await lurah.says("/peran operator", reply_to=said)
    town.sari.hears("Dewi sekarang operator")
    await town.dewi.says("/aktif")
    town.dewi.hears("Tidak ada kejadian yang berjalan")
    town.nothing_else_was_sent()


async def test_the_running_incidents(town: Town) -> None:
    """`/aktif` lists what runs, untaken first, to operators only."""
    await town.sari.says("/aktif")
    town.sari.hears("Tidak ada kejadian yang berjalan")
    for text in (FIRE, "/insiden banjir; Bendungan"):
        await town.sari.says(text)
        await town.sari.presses("Siarkan")
        town.sari.hears("Dipanggil 3")
    for phone in (town.budi, town.agus):
        phone.hears("#SMG0001")
        phone.hears("#SMG0002")
    await town.budi.presses("Menuju lokasi", town.budi.from_bot()[0]["message_id"])
    town.sari.hears("Budi")
    await town.sari.says("/aktif")
    listed = town.sari.hears("Kejadian berjalan (2)")["text"]
    assert listed.index("#SMG0002") < listed.index("#SMG0001")
    assert "menuju 1, di lokasi 0" in listed
    await town.budi.says("/aktif")
    town.budi.hears("Hanya operator 112")
    town.nothing_else_was_sent()


async def test_help_and_menus_show_what_a_person_may_do(town: Town) -> None:
    """`/bantuan` and the menu name the commands of the person's roles and no others."""

    def menu(phone: str) -> set[str]:
        who = town.phones[phone]
        return {str(c["command"]) for c in town.sandbox.people.menu(who.user_id, who.chat_id)}

    await town.budi.says("/bantuan")
    shown = town.budi.hears("/siaga", "/libur", "112")["text"]
    assert "/insiden" not in shown
    assert "/peran" not in shown
    await town.sari.says("/bantuan")
    assert "/peran" not in town.sari.hears("/insiden", "/latihan", "/aktif")["text"]
    await town.lurah.says("/bantuan")
    town.lurah.hears("/peran", "/insiden")
    await town.rina.starts()
    town.rina.hears("selamat datang", "112")
    await town.rina.says("/bantuan")
    shown = town.rina.hears("/bantuan")["text"]
    assert "/insiden" not in shown
    await town.budi.says("/start")
    town.budi.hears("Selamat datang kembali, Budi")
    assert {"siaga", "libur", "bantuan"} <= menu("budi")
    assert not {"insiden", "peran"} & menu("budi")
    assert {"insiden", "latihan", "aktif"} <= menu("sari")
    assert not {"insiden", "siaga", "peran"} & menu("rina")
    await town.rina.says("apa kabar?")
    town.rina.hears("Saya belum paham", "/bantuan")
    town.nothing_else_was_sent()
