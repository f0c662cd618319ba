"""What the votes add up to."""

from itertools import permutations, product

import pytest

from bot.domain.model import Standing, Verdict
from bot.domain.verdict import NOTHING, Judgement, Vote, judge

BUDI, WATI, HARNO = 1, 2, 3
GENUINE, HOAX = Verdict.GENUINE, Verdict.HOAX
PROVISIONAL, CONFIRMED, DISPUTED = Standing.PROVISIONAL, Standing.CONFIRMED, Standing.DISPUTED


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize(
    ("votes", "standing"),
    [
        ((("budi", False, False),), PROVISIONAL),
        ((("budi", False, False), ("wati", False, False)), CONFIRMED),
        ((("harno", False, True),), CONFIRMED),
        ((("budi", False, False), ("wati", True, False)), PROVISIONAL),
        ((("budi", False, False), ("harno", True, True)), PROVISIONAL),
    ],
    ids=["one", "two agreeing", "a coordinator there", "one and one from afar", "a coordinator from afar"],
)
def test_agreement(votes: tuple[tuple[str, bool, bool], ...], standing: Standing, verdict: Verdict) -> None:
    """One vote on the scene is provisional, two or a coordinator's confirm, votes from afar add nothing."""
    cast = [Vote(n, verdict, afar, boss) for n, (_, afar, boss) in enumerate(votes)]
    assert judge(cast) == Judgement(verdict, standing)


@pytest.mark.parametrize(
    "votes",
    [
        (Vote(BUDI, GENUINE), Vote(WATI, HOAX)),
        (Vote(BUDI, GENUINE), Vote(WATI, GENUINE), Vote(HARNO, HOAX, by_coordinator=True)),
        (Vote(BUDI, HOAX), Vote(WATI, Verdict.HANDLED)),
    ],
)
def test_a_contradiction_is_disputed_in_any_order(votes: tuple[Vote, ...]) -> None:
    """Contradicting votes on the scene are never settled by the bot, whoever spoke first."""
    assert {judge(order).standing for order in permutations(votes)} == {DISPUTED}


def test_the_majority_is_shown_while_disputed() -> None:
    """Of disputed verdicts the one with more votes stands in front."""
    votes = [Vote(1, HOAX), Vote(2, GENUINE), Vote(3, GENUINE)]
    assert judge(votes) == Judgement(GENUINE, DISPUTED)


@pytest.mark.parametrize(("operator", "voted"), list(product(Verdict, Verdict)))
def test_the_operator_decides(operator: Verdict, voted: Verdict) -> None:
    """The operator's tap confirms, whatever was voted."""
    assert judge([Vote(BUDI, voted), Vote(WATI, GENUINE)], operator) == Judgement(operator, CONFIRMED)


@pytest.mark.parametrize("votes", [[], [Vote(BUDI, HOAX, from_afar=True), Vote(WATI, HOAX, from_afar=True)]])
def test_without_anybody_there_nothing_is_judged(votes: list[Vote]) -> None:
    """From afar nobody makes an incident a hoax, however many agree."""
    assert judge(votes) == NOTHING
