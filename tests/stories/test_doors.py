"""Through which doors may a report come in, and through which not?"""

from tests.stories.conftest import FIRE
from tests.stories.town import Town


async def alarmed(town: Town) -> None:
    town.budi.hears("KEBAKARAN", "#SMG0001")
    town.agus.hears("KEBAKARAN", "#SMG0001")


async def test_a_channel(channel_town: Town) -> None:
    """A post without sender is signed "operator 112"; its buttons work for administrators only."""
    town = channel_town
    town.at_desk(town.rina)
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu", "Akan dipanggil: 3")

    refused = await town.rina.within(town.desk).presses("Siarkan")
    assert refused.show_alert
    assert "Hanya operator 112" in refused.text
    assert (await town.sari.presses("Siarkan")).text == "Disiarkan kepada 3 relawan."
    await alarmed(town)
    assert (await town.incident()).author == "operator 112"

    await town.budi.presses("Menuju lokasi")
    town.sari.hears("Budi (FKPM) menuju lokasi")
    assert "Hanya operator 112" in (await town.rina.within(town.desk).presses("Batalkan siaga")).text
    await town.sari.presses("Batalkan siaga")
    town.budi.hears("BATAL SIAGA", "Sari, operator 112")
    town.agus.hears("BATAL SIAGA")
    town.nothing_else_was_sent()


async def test_a_signed_channel(channel_town: Town) -> None:
    """Where the channel signs its posts, the author's name is kept."""
    town = channel_town
    town.sandbox.people.set_chat(town.desk.id, signed=True)
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu")
    assert (await town.incident()).author == "Sari"
    town.nothing_else_was_sent()


async def test_an_administrator_who_leaves_loses_the_buttons(channel_town: Town) -> None:
    """Who posted yesterday and is a mere subscriber today decides nothing any more."""
    town = channel_town
    dewi = town.at_desk(town.phone("Dewi", 7002), admin=True)
    await town.sari.says(FIRE)
    town.sari.hears("Periksa dulu")
    assert "Baik" in (await dewi.presses("Ubah")).text
    town.at_desk(dewi)
    await town.settle()
    assert "Hanya operator 112" in (await dewi.presses("Kembali")).text
    town.nothing_else_was_sent()


async def test_privately_with_the_role(town: Town) -> None:
    """An operator by role posts from a private chat; the operators' chat gets the card as well."""
    await town.rina.starts()
    town.rina.hears("selamat datang")
    await town.rina.says(FIRE)
    town.rina.hears("Hanya operator 112", "Minta admin memberi peran operator")

    await town.lurah.says("/peran operator 7900")
    town.lurah.hears("sekarang operator")
    await town.rina.says(FIRE)
    town.rina.hears("Periksa dulu", "Akan dipanggil: 3")
    await town.rina.presses("Siarkan")
    await alarmed(town)
    town.rina.sees("Dipanggil 3")
    town.sari.hears("KEBAKARAN", "Dipanggil 3", "gagal 1")

    await town.agus.presses("Menuju lokasi")
    town.sari.hears("Agus (Bankom) menuju lokasi")
    town.rina.sees("Menuju (1): Agus (Bankom)")
    await town.sari.presses("Batalkan siaga", town.sari.from_bot()[0]["message_id"])
    town.agus.hears("BATAL SIAGA", "Sari, operator 112")
    town.budi.hears("BATAL SIAGA")
    town.rina.sees("BATAL SIAGA")
    town.nothing_else_was_sent()


async def test_a_plain_group_with_an_anonymous_administrator(group_town: Town) -> None:
    """Members post, an anonymous administrator too (signed "operator 112"); a press carries its name."""
    town = group_town
    anonymous = town.at_desk(town.rina, anonymous=True)
    await anonymous.says(FIRE)
    town.sari.hears("Periksa dulu", "Akan dipanggil: 3")
    assert (await town.incident()).author == "operator 112"
    await town.sari.presses("Siarkan")
    await alarmed(town)
    await anonymous.presses("Tutup")
    town.sari.sees("DITUTUP", "Rina, operator 112")
    town.nothing_else_was_sent()


async def test_nobody_posts_from_another_group(town: Town) -> None:
    """In a group that is not the operators' chat the command is refused, and its members are no operators."""
    elsewhere = town.sandbox.people.add_supergroup("RT 05", owner=town.rina.user_id)
    town.sandbox.people.set_member(elsewhere.id, town.bot.id, "administrator")
    rina = town.rina.within(elsewhere)
    await rina.says(FIRE)
    rina.hears("Hanya operator 112")
    await rina.says("/insiden@bot_lain kebakaran; Bendungan")
    rina.hears_nothing()
    town.nothing_else_was_sent()


async def test_a_former_member_decides_nothing(town: Town) -> None:
    """A press on the card by somebody who has left the operators' chat is refused at once."""
    dewi = town.at_desk(town.phone("Dewi", 7002))
    await town.sari.says(FIRE)
    draft = town.sari.hears("Periksa dulu")
    assert "Baik" in (await dewi.presses("Ubah")).text
    town.sandbox.people.leave(dewi.user_id, town.desk.id)
    await town.settle()
    assert "Hanya operator 112" in (await dewi.forges("broadcast:1:", draft["message_id"])).text
    assert (await town.incident()).state == "draft"
    town.nothing_else_was_sent()
