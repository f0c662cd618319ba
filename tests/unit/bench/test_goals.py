"""Does the bench say yes only where a goal was reached?"""

import pytest

from tests.bench.delivery.goals import verdicts
from tests.bench.delivery.metering import Cost
from tests.bench.delivery.running import Run
from tests.bench.delivery.scoring import Figures


def a_run(
    engine: str,
    n: int = 300,
    last: float = 9.7,
    *,
    reading: str = "A",
    cpu: float = 2.0,
    delivered: int | None = None,
    slowed: int = 0,
    twice: int = 0,
) -> Run:
    """`cpu` in seconds per 1,000."""
    got = n if delivered is None else delivered
    figures = Figures(n, got, first=0.1, last=last, way=0.06, slowed=slowed, duplicates=twice)
    return Run(engine, reading, figures, Cost(cpu * got / 1000, 200.0), into_wait=0, server=0.1)


def marks(*runs: Run) -> dict[str, bool | None]:
    return {v.trial.partition(": ")[2]: v.reached for v in verdicts(runs, ["kentongan"])}


@pytest.mark.parametrize(("last", "reached"), [(9.8, True), (9.81, False)])
def test_three_hundred_have_a_time(last: float, reached: bool) -> None:
    """9.8 s under A reach the goal, more does not."""
    assert marks(a_run("kentongan", last=last))["time"] is reached


def test_who_leaves_people_out_has_no_time() -> None:
    """However soon the last of those was told who were told at all."""
    found = marks(a_run("kentongan", last=1.0, delivered=299))
    assert (found["time"], found["sure"]) == (False, False)


@pytest.mark.parametrize(
    ("reading", "last", "reached"),
    [("A", 103.0, True), ("A", 104.0, False), ("B", 109.0, True), ("B", 111.0, False)],
)
def test_three_thousand_have_a_share(reading: str, last: float, reached: bool) -> None:
    """96 % of the limit under A, 90 % under B."""
    assert marks(a_run("kentongan", 3000, last, reading=reading))["share"] is reached


@pytest.mark.parametrize(
    "run",
    [a_run("kentongan", slowed=1), a_run("kentongan", delivered=299), a_run("kentongan", twice=1)],
    ids=["a 429", "one lost", "one told twice"],
)
def test_one_of_three_hundred_is_one_too_many(run: Run) -> None:
    """A single 429, a single person lost or told twice."""
    assert marks(a_run("kentongan"))["sure"] is True
    assert marks(run)["sure"] is False


@pytest.mark.parametrize(("floor", "reached"), [(1.0, True), (0.99, False)])
def test_cpu_is_compared_with_the_bare_library(floor: float, reached: bool) -> None:
    """Twice as much is enough, more is not."""
    assert marks(a_run("kentongan", cpu=2.0), a_run("bare", cpu=floor))["CPU, bare"] is reached


def test_who_lost_people_is_no_floor() -> None:
    """A pacer that drew penalties spends its time on them: no goal is reached beside it."""
    assert marks(a_run("kentongan"), a_run("even", cpu=90.0, delivered=30))["CPU, even"] is None


def test_only_the_same_conditions_are_compared() -> None:
    """Neither another reading nor another size is a floor."""
    others = a_run("bare", reading="B"), a_run("bare", 3000)
    assert not any(name.startswith("CPU") for name in marks(a_run("kentongan"), *others))
