"""Does the tenth place come, though what is leased ahead is given back after every commit?"""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.notices import CardKind, CardRef, Notice, NoticeKind, Urgency
from bot.outbox.drawing import Drawing
from bot.outbox.jobs import Item
from bot.outbox.leasing import Leasing, _waiting
from bot.outbox.order import EACH, PATIENCE
from bot.storage.claims import Leased, LeasedCard
from bot.storage.unit_of_work import Work

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
GROUP = -1


class Claims:
    """Holds nothing; only the choice is of interest."""

    async def claim(self, items: list[Item], until: datetime) -> None:
        pass


def card(n: int, urgency: Urgency, chat_id: int, seconds: float) -> LeasedCard:
    ref = CardRef(kind=CardKind.OPERATOR, chat_id=chat_id, subject_id=n)
    return LeasedCard(n, ref, 7, None, 1, urgency, 1, NOW - timedelta(seconds=seconds))


def line(chat_id: int) -> Leased:
    notice = Notice(key="line", kind=NoticeKind.LINE, chat_id=chat_id, urgency=Urgency.PROMPT)
    return Leased(1, notice, 1, NOW, NOW + timedelta(hours=2), NOW)


@pytest.mark.parametrize("sent", [1, 2, 3])
async def test_a_rush_of_answers_does_not_starve_the_card(sent: int) -> None:
    """Twelve are leased, a few leave before the next press gives the rest back: of any ten that leave one is
    the operator card that has been overdue longest."""
    leasing, work = Leasing(cast(Drawing, None)), cast(Work, SimpleNamespace(claims=Claims()))
    news = card(9999, Urgency.CARD, GROUP, seconds=30)
    left: list[Any] = []
    for n in range(0, 400, sent):
        rush = [card(n + k, Urgency.ANSWER, 8000 + k, seconds=9) for k in range(12)]
        items = await leasing.take(work, [_waiting(i) for i in [*rush, news]], 12, NOW)
        left += items[:sent]
        leasing.given_back(len(items) - sent)
    places = [at for at, item in enumerate(left) if item is news]
    assert places == list(range(EACH - 1, len(left), EACH))


def test_what_a_group_reads_is_overdue_soon() -> None:
    """A key line waits five seconds behind a crowd's answers, as a card does; a reminder waits more."""
    to_group, to_person = _waiting(line(GROUP)), _waiting(line(7001))
    assert to_group.deadline - NOW == PATIENCE[Urgency.CARD]
    assert to_person.deadline - NOW == PATIENCE[Urgency.PROMPT]
    sos = card(1, Urgency.SOS, GROUP, seconds=0)
    assert _waiting(sos).deadline - NOW == PATIENCE[Urgency.CARD]
