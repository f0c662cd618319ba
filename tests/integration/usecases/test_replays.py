"""Does an update that comes twice do nothing the second time, whatever it asks for?"""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.people import Duty
from bot.domain.response import Answer
from bot.usecases.asking import Asking
from bot.usecases.base import Call, Repeated
from bot.usecases.duty import OnDuty
from bot.usecases.granting import Granting
from bot.usecases.identifying import Identifying
from bot.usecases.reporting import Reporting
from tests.integration.usecases.conftest import CITY, DESK, LURAH, SARI, House

Step = tuple[str, Call, Callable[[Call], Awaitable[object]]]


async def twice(house: House, steps: list[Step]) -> None:
    for name, call, act in steps:
        before = await house.everything()
        await act(call)
        done = await house.everything()
        assert done != before, f"{name} did nothing"
        with pytest.raises(Repeated):
            await act(call)
        assert await house.everything() == done, f"{name} did something twice"


async def test_an_operators_updates(house: House) -> None:
    """Every step from the report to the end, replayed, raises Repeated and changes no row."""
    await house.volunteers(2)
    p, c = house.posting, house.commanding

    def sari(minutes: float = 0) -> Call:
        return house.call(SARI, minutes)

    await twice(
        house,
        [
            ("post", sari(), lambda call: p.post(call, "sapi lepas; Purwosari")),
            ("choose_kind", sari(), lambda call: p.choose_kind(call, 1, "kebakaran")),
            ("choose_zone", sari(), lambda call: p.choose_zone(call, 1, "33.74.14")),
            ("change", sari(), lambda call: p.change(call, 1, "place")),
            ("fill_in", sari(), lambda call: p.fill_in(call, 1, "Bendungan")),
            ("add_location", sari(), lambda call: p.add_location(call, (-7.0, 110.404), 1)),
            ("shared location", sari(9), lambda call: p.add_location(call, (-7.0, 110.404), None)),
            ("broadcast", sari(), lambda call: c.broadcast(call, 1)),
            ("broadcast refused", sari(), lambda call: c.broadcast(call, 1)),
            ("widen", sari(), lambda call: c.widen(call, 1)),
            ("judge", sari(), lambda call: c.judge(call, 1, "genuine")),
            ("close", sari(1), lambda call: c.close(call, 1)),
            ("close refused", sari(2), lambda call: c.close(call, 1)),
            ("second post", sari(20), lambda call: p.post(call, "kebakaran; Bendungan", drill=True)),
            ("discard", sari(20), lambda call: p.discard(call, 2)),
            ("third post", sari(20), lambda call: p.post(call, "kebakaran; Bendungan")),
            ("broadcast 3", sari(20), lambda call: c.broadcast(call, 3)),
            ("fourth post", sari(21), lambda call: p.post(call, "kebakaran; Bendungan")),
            ("broadcast 4", sari(21), lambda call: c.broadcast(call, 4)),
            ("merge", sari(22), lambda call: c.merge(call, 4, 3)),
            ("stand_down", sari(22), lambda call: c.stand_down(call, 3)),
        ],
    )


async def test_a_volunteers_updates(house: House) -> None:
    """Every press from coming to done, replayed, raises Repeated and changes no row."""
    budi, wati = await house.volunteers(2)
    incident = await house.fire()
    a, r = house.answering, Reporting(house.db, CITY, DESK)
    duty = OnDuty(house.db, CITY, DESK)
    await twice(
        house,
        [
            ("decline", house.call(wati), lambda call: a.press(call, incident, Answer.DECLINE)),
            ("coming", house.call(budi), lambda call: a.press(call, incident, Answer.COMING)),
            ("coming again", house.call(budi), lambda call: a.press(call, incident, Answer.COMING)),
            ("eta", house.call(budi), lambda call: a.eta(call, incident, 10)),
            ("withdraw", house.call(budi), lambda call: a.press(call, incident, Answer.WITHDRAW)),
            ("coming back", house.call(budi), lambda call: a.press(call, incident, Answer.COMING)),
            ("on scene", house.call(budi, 2), lambda call: a.press(call, incident, Answer.ON_SCENE)),
            ("vote", house.call(budi, 3), lambda call: r.vote(call, incident, "genuine")),
            ("crowd", house.call(budi, 3), lambda call: r.crowd(call, incident)),
            ("officers", house.call(budi, 4), lambda call: r.officers(call, incident)),
            ("sos", house.call(budi, 4), lambda call: r.sos(call, incident)),
            ("finish", house.call(budi, 5), lambda call: a.press(call, incident, Answer.FINISH)),
            ("off duty", house.call(budi), lambda call: duty.set(call, Duty.OFF_DUTY)),
            ("on duty", house.call(budi), lambda call: duty.set(call, Duty.ON_DUTY)),
        ],
    )


async def test_questions_roles_and_chats(house: House) -> None:
    """Questions, grants and what Telegram tells of chats, replayed, raise Repeated and change no row."""
    (budi,) = await house.volunteers(1)
    asking, granting = Asking(house.db, CITY, DESK), Granting(house.db, CITY, DESK)
    knowing = Identifying(house.db, frozenset())
    await twice(
        house,
        [
            ("help", house.call(budi), asking.help),
            ("start", house.call(budi), asking.start),
            ("active", house.call(SARI), asking.active),
            ("say", house.call(budi), lambda call: asking.say(call, "not-understood")),
            ("grant", house.call(LURAH), lambda call: granting.ask(call, ["operator", "8000"], None)),
            ("list", house.call(LURAH), lambda call: granting.ask(call, [], None)),
            ("take", house.call(LURAH), lambda call: granting.ask(call, ["cabut", "operator", "8000"], None)),
            ("blocked", house.call(budi), lambda call: knowing.blocked(8000, call.now, call.update_id)),
            ("unblocked", house.call(budi), lambda call: knowing.unblocked(8000, call.now, call.update_id)),
            (
                "moved",
                house.call(SARI),
                lambda call: knowing.chat_moved(DESK, -1005, call.now, call.update_id),
            ),
        ],
    )
