"""How is a run printed? One line of a table; and a trial with its goal and whether it was reached."""

from dataclasses import dataclass

from tests.bench.delivery.running import Run

HEAD = (
    f"{'engine':<12} {'reading':<7} {'N':>5} {'of limit':>8} {'first s':>8} {'last s':>8} {'429':>5} "
    f"{'into wait':>9} {'lost':>5} {'twice':>5} {'CPU s/1000':>10} {'MiB':>5}  what it says"
)


def line(run: Run) -> str:
    """One broadcast."""
    figures = run.figures
    return (
        f"{run.engine:<12} {run.reading:<7} {figures.n:>5} {100 * figures.share:>7.1f}% "
        f"{_seconds(figures.first)} {_seconds(figures.last)} {figures.slowed:>5} {run.into_wait:>9} "
        f"{figures.lost:>5} {figures.duplicates:>5} {run.cpu:>10.2f} {run.cost.memory:>5.0f}  {run.notes}"
    ).rstrip()


def _seconds(value: float | None) -> str:
    return f"{'never':>8}" if value is None else f"{value:>8.2f}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One figure of a trial beside its goal; `reached` is None where there is no goal, only a figure."""

    trial: str
    found: str
    goal: str = ""
    reached: bool | None = None


def verdict_line(verdict: Verdict) -> str:
    """One figure of a trial."""
    mark = {True: "yes", False: "NO", None: ""}[verdict.reached]
    goal = f"(goal: {verdict.goal})" if verdict.goal else ""
    return f"{verdict.trial:<30} {mark:<3} {verdict.found} {goal}".rstrip()
