"""Is it real? What the votes of those on the scene add up to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.model import Standing, Verdict


@dataclass(frozen=True, slots=True)
class Vote:
    """The latest vote of one volunteer. From afar it is noted, but does not count."""

    volunteer_id: int
    verdict: Verdict
    from_afar: bool = False
    by_coordinator: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict | None
    standing: Standing | None


NOTHING = Judgement(None, None)


def judge(votes: Iterable[Vote], operator: Verdict | None = None) -> Judgement:
    """One vote is provisional; two agreeing, a coordinator or the operator confirm; others dispute."""
    if operator is not None:
        return Judgement(operator, Standing.CONFIRMED)
    counting = [v for v in votes if not v.from_afar]
    if not counting:
        return NOTHING
    tally = Counter(v.verdict for v in counting)
    first, _ = tally.most_common(1)[0]
    if len(tally) > 1:
        return Judgement(first, Standing.DISPUTED)
    sure = tally[first] >= 2 or any(v.by_coordinator for v in counting)
    return Judgement(first, Standing.CONFIRMED if sure else Standing.PROVISIONAL)
