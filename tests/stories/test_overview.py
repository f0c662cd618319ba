"""More than four incidents at once: does one card stand for the quiet ones, and is none left stale?"""

import re

import pytest

from bot.sandbox.limits import Limits
from bot.sandbox.model import Json
from tests.stories.crowd import really
from tests.stories.many import Scene, broadcast, edits, scene, settled_in, to_desk
from tests.stories.town import Town


async def six(town: Town) -> tuple[list[Scene], list[Scene], Json]:
    """Three incidents that have been quiet for ten minutes, three fresh ones, and the overview."""
    quiet = await settled_in(town, range(1, 4))
    await town.wait(9)
    fresh = [await scene(town, n) for n in range(4, 7)]
    town.sari.hears_nothing()
    await town.wait(1.5)
    overview = town.sari.hears("3 kejadian lain, tenang.", *(s.line + "di lokasi 1" for s in quiet))
    return quiet, fresh, overview


def now(town: Town, message: Json) -> str:
    return town.sari.now_reads(message)


async def close(town: Town, one: Scene) -> None:
    await town.sari.presses("Tutup", one.card["message_id"])
    one.first.hears("SELESAI")


async def test_the_overview_stands_for_the_quiet_ones(town: Town) -> None:
    """Six incidents, three of them quiet: what their volunteers press changes the overview and not their
    own cards; the others' cards go on as ever."""
    (genuk, pedurungan, tembalang), (banyumanik, *_), overview = await six(town)
    before = town.sandbox.calls.total
    await genuk.others[0].presses("Menuju lokasi")
    town.sari.now_reads(overview, genuk.line + "menuju 1, di lokasi 1", tembalang.line + "di lokasi 1")
    assert len(edits(town, overview, before)) == 1
    assert edits(town, genuk.card, before) == []
    assert len(to_desk(town, before)) == 1

    before = town.sandbox.calls.total
    await banyumanik.others[0].presses("Menuju lokasi")
    town.sari.now_reads(banyumanik.card, "Menuju (2)")
    assert edits(town, overview, before) == []
    await pedurungan.first.presses("Ramai kerumunan")
    town.sari.now_reads(overview, pedurungan.line + "di lokasi 1 · sejak 14.05 · 👥 ramai")
    assert "ramai" not in now(town, pedurungan.card).casefold()
    town.nothing_else_was_sent()


async def test_a_key_change_brings_the_own_card_back(town: Town) -> None:
    """A second report from the scene: its line is posted, the card shows it and all that it had missed, and
    goes on by itself; ten minutes later the overview stands for it again."""
    (genuk, *_), fresh, overview = await six(town)
    second = genuk.others[0]
    await second.presses("Menuju lokasi")
    assert "Menuju (1)" not in now(town, genuk.card)
    await second.presses("Sudah di lokasi")
    await second.presses("Benar terjadi")
    town.sari.hears("terkonfirmasi", genuk.tag)
    town.sari.now_reads(genuk.card, "Di lokasi (2)", "terkonfirmasi")
    shown = town.sari.now_reads(overview, "2 kejadian lain, tenang.")
    assert genuk.tag not in shown
    before = town.sandbox.calls.total
    await second.presses("Selesai")
    town.sari.now_reads(genuk.card, "Selesai (1)")
    assert edits(town, overview, before) == []
    await town.wait(10.5)
    shown = town.sari.now_reads(overview, "6 kejadian lain, tenang.", genuk.line + "di lokasi 1")
    assert all(f.line + "menuju 1" in shown for f in fresh)
    town.nothing_else_was_sent()


async def test_down_to_four_every_card_is_its_own_again(town: Town) -> None:
    """When two are closed the overview says that it is over, and the card of a quiet one, which had missed a
    press, shows it; so does that of the one that was closed."""
    (genuk, pedurungan, _), (banyumanik, *_), overview = await six(town)
    await genuk.others[0].presses("Menuju lokasi")
    await pedurungan.others[0].presses("Menuju lokasi")
    await close(town, pedurungan)
    pedurungan.others[0].hears("SELESAI")
    town.sari.now_reads(pedurungan.card, "DITUTUP")
    town.sari.now_reads(overview, "2 kejadian lain, tenang.")
    assert "Menuju (1)" not in now(town, genuk.card)
    await close(town, banyumanik)
    await town.wait(0)
    town.sari.now_reads(genuk.card, "Menuju (1)")
    town.sari.now_reads(overview, "Ringkasan ini sudah selesai.")
    before = town.sandbox.calls.total
    await genuk.others[0].presses("Batal menuju")
    await town.wait(5)
    assert "Menuju (1)" not in now(town, genuk.card)
    assert edits(town, overview, before) == []
    town.nothing_else_was_sent()


async def test_a_new_crowd_gets_a_new_overview(town: Town) -> None:
    """After its end an overview stays as it is; the next one is a message at the end of the chat."""
    quiet, fresh, old = await six(town)
    await close(town, fresh[0])
    await close(town, fresh[1])
    await town.wait(0)
    town.sari.now_reads(old, "sudah selesai")
    await broadcast(town, 7)
    await town.wait(0)
    new = town.sari.hears("3 kejadian lain, tenang.")
    assert new["message_id"] > old["message_id"]
    await quiet[0].others[0].presses("Menuju lokasi")
    town.sari.now_reads(new, quiet[0].line + "menuju 1, di lokasi 1")
    town.sari.now_reads(old, "sudah selesai")
    town.nothing_else_was_sent()


async def test_four_quiet_ones_keep_their_cards(town: Town) -> None:
    """With four open incidents nothing is different: no overview, and each press is on its card."""
    scenes = await settled_in(town, range(1, 5))
    await town.wait(30)
    await scenes[0].others[0].presses("Menuju lokasi")
    town.sari.now_reads(scenes[0].card, "Menuju (1)")
    town.nothing_else_was_sent()


async def test_the_button_brings_the_card_down(town: Town) -> None:
    """Sari presses a number: its card stands at the end of the chat with its buttons and goes on there;
    where it stood one line says so. Pressed twice it is posted once."""
    (genuk, *_), _, overview = await six(town)
    await genuk.others[0].presses("Menuju lokasi")
    answer = await town.sari.presses(genuk.tag, overview["message_id"])
    assert answer.text == "Kartunya ada di bawah."
    new = town.sari.hears("BANJIR", genuk.tag, "Menuju (1)")
    assert "tutup" in town.sari.buttons()
    (old,) = [m for m in town.sari.messages() if m["message_id"] == genuk.card["message_id"]]
    assert old["text"] == f"⬇️ Kartu {genuk.tag} sekarang ada di bawah."
    assert old["buttons"] == []
    shown = town.sari.now_reads(overview, "2 kejadian lain, tenang.")
    assert genuk.tag not in shown

    assert (await town.sari.forges("show:1:", overview["message_id"])).text == "Kartunya ada di bawah."
    await genuk.others[0].presses("Batal menuju")
    assert "Menuju (1)" not in now(town, new)
    await town.wait(11)
    town.sari.now_reads(overview, genuk.line + "di lokasi 1")
    await town.sari.presses(genuk.tag, overview["message_id"])
    third = town.sari.hears(genuk.tag)
    town.sari.now_reads(new, "sekarang ada di bawah")
    await town.sari.presses("Tutup", third["message_id"])
    genuk.first.hears("SELESAI")
    town.sari.now_reads(third, "DITUTUP")
    town.nothing_else_was_sent()


async def test_wrong_presses_of_the_button(town: Town) -> None:
    """Somebody who is no operator, an incident that has ended or never was, a draft: each hears why not, and
    nothing is posted."""
    (genuk, *_), _, overview = await six(town)
    rina = town.rina.within(town.desk)
    town.sandbox.people.set_member(town.desk.id, rina.user_id, "left")
    await close(town, genuk)
    await town.sari.says("/insiden banjir; Mijen; air naik")
    town.sari.hears("Periksa dulu")
    at = overview["message_id"]
    assert "sudah ditutup Sari" in (await town.sari.forges("show:1:", at)).text
    assert "tidak ada" in (await town.sari.forges("show:999:", at)).text
    assert "belum disiarkan" in (await town.sari.forges("show:7:", at)).text
    assert "Hanya operator" in (await genuk.first.forges("show:2:")).text
    assert "tidak berlaku" in (await town.lurah.forges("show:2:")).text
    late = [e for e in await town.journal() if e.action == "show"]
    assert [e.late for e in late] == [True]
    town.nothing_else_was_sent()


async def test_an_sos_wakes_at_once(town: Town) -> None:
    """A volunteer of a quiet incident calls for help: its card is its own again, and stays so to the end."""
    (genuk, *_), fresh, overview = await six(town)
    await genuk.others[0].presses("Menuju lokasi")
    await genuk.first.presses("SOS relawan")
    town.sari.hears("SOS dari", genuk.tag)
    genuk.others[0].hears("BUTUH BANTUAN")
    town.sari.now_reads(genuk.card, "Menuju (1)")
    town.sari.now_reads(overview, "2 kejadian lain, tenang.")
    await town.wait(13)
    shown = town.sari.now_reads(overview, "5 kejadian lain, tenang.")
    assert genuk.tag not in shown
    assert all(f.tag in shown for f in fresh)
    town.nothing_else_was_sent()


async def test_a_restart_in_the_middle(town: Town) -> None:
    """What rests still rests after a restart, what it missed is not lost, and the overview is the same
    message."""
    (genuk, pedurungan, _), (banyumanik, gunungpati, _), overview = await six(town)
    await genuk.others[0].presses("Menuju lokasi")
    await town.restart()
    await town.settle()
    before = town.sandbox.calls.total
    await pedurungan.others[0].presses("Menuju lokasi")
    town.sari.now_reads(overview, *(s.line + "menuju 1, di lokasi 1" for s in (genuk, pedurungan)))
    assert edits(town, genuk.card, before) == edits(town, pedurungan.card, before) == []
    await close(town, banyumanik)
    await town.restart()
    await close(town, gunungpati)
    await town.wait(0)
    for one in (genuk, pedurungan):
        town.sari.now_reads(one.card, "Menuju (1)")
    town.sari.now_reads(overview, "sudah selesai")
    town.nothing_else_was_sent()


async def test_a_drill_may_rest_as_well(town: Town) -> None:
    """Among real incidents the line and the button of a drill begin with LATIHAN."""
    await settled_in(town, range(1, 5))
    drill = await scene(town, 5, what="latihan")
    await town.wait(10.5)
    overview = town.sari.hears("5 kejadian lain, tenang.", "LATIHAN #LAT0001")
    buttons = [b["text"] for row in overview["buttons"] for b in row]
    assert buttons == ["#SMG0001", "#SMG0002", "#SMG0003", "#SMG0004", "LATIHAN #LAT0001"]
    assert "LATIHAN" in now(town, drill.card)
    town.nothing_else_was_sent()


@pytest.mark.parametrize("reading", ["window", "bucket"])
async def test_the_group_keeps_its_twenty_a_minute(town: Town, reading: str) -> None:
    """Six quiet incidents, ten volunteers each, all of whom press within seconds under Telegram's limits:
    not one call is refused as too many, everybody is answered, and the overview is right within seconds."""
    scenes = await settled_in(town, range(1, 7), people=11)
    await town.wait(10.5)
    overview = town.sari.hears("6 kejadian lain, tenang.")
    town.clock.skipped += 61
    town.sandbox.faults.set_limits(Limits(reading, private_per_second=1.0, group_per_minute=20))  # type: ignore[arg-type]  # one of its two words
    before = town.sandbox.calls.total
    phones = [phone for one in scenes for phone in one.others]
    queries = [phone.push("Menuju lokasi") for phone in phones]
    await really(town, lambda: all(town.sandbox.people.answer(query) for query in queries))
    right = [one.line + "menuju 10, di lokasi 1" for one in scenes]
    took = await really(town, lambda: all(line in now(town, overview) for line in right), 20)
    many = to_desk(town, before)
    assert len(many) <= took / 3 + 4, (len(many), took)
    assert {int(e.params["message_id"]) for e in many} == {overview["message_id"]}
    assert town.sandbox.calls.outcomes["429"] == 0
    assert all(re.search("Menuju", now(town, one.card)) is None for one in scenes)
    await really(town, lambda: all("Anda menuju" in phone.screen for phone in phones), 30)
    town.nothing_else_was_sent()
