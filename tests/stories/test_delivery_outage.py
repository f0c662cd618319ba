"""Telegram itself is away in the middle of a broadcast: what is seen, and in which order does it go on?"""

from collections.abc import MutableMapping, Sequence
from datetime import timedelta
from typing import Any

from structlog.testing import capture_logs

from bot.domain.notices import CardKind, CardRef
from bot.sandbox.markup import parse_html
from tests.stories.conftest import FIRE
from tests.stories.crowd import accepted, crowd, perhaps_called, private, really
from tests.stories.test_playground import DRAWING
from tests.stories.town import Town, until

AWAY = timedelta(seconds=4)  # longer than the first retries' pauses


async def drawn(town: Town, seconds: float | None) -> str:
    """The operator's card as it would be drawn now, if the rest took so long (None: nobody can know)."""
    ref = CardRef(kind=CardKind.OPERATOR, chat_id=town.desk.id, subject_id=1)
    async with town.app.db.read() as work:
        screen = await DRAWING.card(work, ref, lambda _calls: seconds, town.clock.now())
    assert screen is not None
    return parse_html(screen.text)[0]


async def broken_off(town: Town, logs: Sequence[MutableMapping[str, Any]]) -> None:
    """Sent, and when twelve have been called Telegram is gone; until the log says so."""
    town.sari.push("Siarkan")
    await until(lambda: len(accepted(town, "KEBAKARAN")) >= 12)
    town.sandbox.halt()
    await really(town, lambda: any(line["event"] == "telegram.down" for line in logs))


async def test_an_outage_in_the_middle(town: Town) -> None:
    """The log says that Telegram is down and, once, that it is back; a card drawn meanwhile says that the
    rest waits for Telegram; afterwards the nearest go first and everybody is called once."""
    people = [town.budi, town.agus, *await crowd(town, 60)]
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    with capture_logs() as logs:
        await broken_off(town, logs)
        lasts = town.clock.time + AWAY
        await really(town, lambda: town.clock.time >= lasts)
        before = town.sandbox.calls.total
        assert "dari 63 diterima Telegram, sisanya menunggu: Telegram belum menjawab" in await drawn(
            town, None
        )
        town.sandbox.resume()
        await really(town, lambda: len(set(accepted(town, "KEBAKARAN"))) == 62)
    events = [line["event"] for line in logs]
    assert events.count("telegram.down") == events.count("telegram.up") == 1
    others = [str(line["reason"]) for line in logs if line["event"] == "outbox.fault"]
    assert [reason for reason in others if "blocked" not in reason] == [], "one line for all of them"

    waited = [e.chat_id for e in private(town, "KEBAKARAN", before)]
    nearest = [p.user_id for p in people if p.user_id in waited]
    assert all(abs(waited.index(u) - place) <= 3 for place, u in enumerate(nearest)), waited
    await town.settle()
    for phone in people:
        phone.hears("KEBAKARAN")
    town.sari.now_reads(card, "Dipanggil 63 · diterima Telegram 62 · gagal 1")
    town.nothing_else_was_sent()


async def test_only_what_is_still_true_leaves_after_an_outage(town: Town) -> None:
    """The operator stands down while Telegram is away: whoever was called hears it, nobody else hears a
    word of the incident, and nothing follows later."""
    people = [town.budi, town.agus, *await crowd(town, 60)]
    await town.sari.says(FIRE)
    card = town.sari.hears("Periksa dulu")
    with capture_logs() as logs:
        await broken_off(town, logs)
        query = town.sari.push("Batalkan siaga", card["message_id"])
        town.sandbox.resume()
        await really(town, lambda: town.sandbox.people.answer(query) is not None)
    await town.settle()
    await town.wait(30)
    called = set(accepted(town, "Bisa ke sana?"))
    perhaps = await perhaps_called(town)
    for phone in people:
        told = [text for text in phone.screens() if "(Sari, operator 112" in text]
        assert len(told) == (phone.user_id in called | perhaps), phone.transcript()
        for _ in phone.from_bot():
            phone.hears("BATAL SIAGA")
    assert len(called) < 62
    town.sari.now_reads(card, "BATAL SIAGA")
    town.nothing_else_was_sent()
