"""Does one card stay right, with few edits, whatever happens to it and however many press?"""

import re
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.sandbox.faults import Rule
from bot.sandbox.limits import Limits, Reading
from tests.stories.calling import broadcast
from tests.stories.conftest import FIRE, open_town_with_people
from tests.stories.crowd import accepted, after, crowd, really
from tests.stories.many import edits
from tests.stories.town import Town

MANY = 220
SENDING = re.compile(r"(\d+) dari 123 diterima Telegram.*sisanya ± (\d+) detik")


@pytest.fixture
async def hurried_town(database_url: str) -> AsyncIterator[Town]:
    """The town with a bot that may send a thousand a second: presses are the story, not the broadcast."""
    async with open_town_with_people(database_url, send_rate=1000) as opened:
        yield opened


async def test_hundreds_press_within_seconds(hurried_town: Town) -> None:
    """220 volunteers press at the same moment: each is answered, the card is right within 15 s, and it
    took no more edits than one in three seconds."""
    town = hurried_town
    people = await crowd(town, MANY)
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    await town.sari.presses("Siarkan")
    for phone in (town.budi, town.agus, *people):
        phone.hears("KEBAKARAN")
    before = town.sandbox.calls.total
    queries = [phone.push("Menuju lokasi") for phone in people]
    took = await really(town, lambda: f"Menuju ({MANY})" in town.sari.now_reads(card))
    many = len(edits(town, card, before))
    assert 1 <= many <= took / 3 + 2, f"{many} edits in {took:.1f} s"
    assert took < 15
    await town.settle()
    assert all(town.sandbox.people.answer(query) for query in queries)
    town.sari.now_reads(card, f"Menuju ({MANY})")
    town.sari.hears("menuju lokasi", "0 menit setelah siaran")
    for phone in people:
        phone.sees("Anda menuju lokasi")
    town.nothing_else_was_sent()


async def test_an_edit_without_a_change_is_done(town: Town) -> None:
    """The answer to an edit is lost and Telegram calls its repetition "not modified": that is success."""
    await broadcast(town)
    card = town.sari.from_bot()[0]
    rule = town.sandbox.faults.add(
        Rule(what="cut_after", method="editMessageText", chat=town.desk.id, count=1)
    )
    with capture_logs() as logs:
        await town.agus.presses("Tidak bisa")
        await after(town, 10)
    reasons = [str(line["reason"]) for line in logs if line["event"] == "outbox.fault"]
    assert not [reason for reason in reasons if "refused" in reason], reasons
    assert rule.hits == 1
    assert "400" in [e.outcome for e in edits(town, card)]
    town.sari.now_reads(card, "Tidak bisa: 1")
    town.nothing_else_was_sent()


async def test_a_deleted_card_is_posted_anew(town: Town) -> None:
    """Somebody deletes the card: with the next news a new one stands at the end of the chat, and goes on."""
    await broadcast(town)
    old = town.sari.from_bot()[0]["message_id"]
    town.sandbox.people.delete(town.sari.user_id, town.desk.id, old)
    await town.budi.presses("Menuju lokasi")
    screens = town.sari.screens()
    assert len(screens) == 2, screens
    new = next(m for m in town.sari.from_bot() if "Dipanggil 3" in m["text"])
    for _ in screens:
        town.sari.hears("#SMG0001", "Budi")
    await town.agus.presses("Menuju lokasi")
    town.sari.now_reads(new, "Menuju (2): Budi (FKPM) · Agus (Bankom)")
    town.nothing_else_was_sent()


async def test_the_card_says_how_long_the_rest_takes(town: Town) -> None:
    """While 120 are being called under Telegram's limits the card says how many were accepted and how many
    seconds the rest takes, counts on, and ends with the whole."""
    people = [town.budi, town.agus, *await crowd(town, 120)]
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    town.sandbox.faults.set_limits(Limits("window", private_per_second=1.0, group_per_minute=20))
    seen: list[tuple[int, int]] = []

    def all_called() -> bool:
        found = SENDING.search(town.sari.now_reads(card))
        shown = (int(found[1]), int(found[2])) if found else None
        if shown and shown not in seen:
            seen.append(shown)
        return len(accepted(town, "KEBAKARAN")) == 122

    town.sari.push("Siarkan")
    took = await really(town, all_called)
    assert seen, "the card never said how long it takes"
    assert seen == sorted(seen, key=lambda pair: (pair[0], -pair[1]))
    assert all(0 < seconds <= took + 5 for _, seconds in seen), (seen, took)
    await really(town, lambda: "Dipanggil 123 · diterima Telegram 122" in town.sari.now_reads(card), 15)
    assert town.sandbox.calls.outcomes["429"] == 0
    for phone in people:
        phone.hears("KEBAKARAN")
    town.nothing_else_was_sent()


@pytest.mark.parametrize("reading", ["bucket", "window"])
async def test_a_broadcast_to_sixty_stays_within_the_limits(town: Town, reading: Reading) -> None:
    """Under either reading of Telegram's limits not one call of a broadcast to sixty is refused as too many,
    and the presses that follow are answered within them as well."""
    people = [town.budi, town.agus, *await crowd(town, 58)]
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    town.sandbox.faults.set_limits(Limits(reading, private_per_second=1.0, group_per_minute=20))
    town.sari.push("Siarkan")
    await really(town, lambda: len(accepted(town, "KEBAKARAN")) == 60)
    for phone in people:
        phone.hears("KEBAKARAN")
    queries = [phone.push("Menuju lokasi") for phone in people]
    await really(town, lambda: all(town.sandbox.people.answer(query) for query in queries))
    await really(town, lambda: "Menuju (60)" in town.sari.now_reads(card), 15)
    await really(town, lambda: all("Anda menuju" in phone.screen for phone in people), 15)
    assert town.sandbox.calls.outcomes["429"] == 0
    town.sari.hears("menuju lokasi")
    town.nothing_else_was_sent()
