"""How is a run printed? One line of a table; and a trial with its goal and whether it was reached."""

from collections.abc import Sequence
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


def cpu_verdicts(runs: Sequence[Run], ours: str, floor: str, factor: float) -> list[Verdict]:
    """The engine's CPU beside that of the `floor`, the bare library, wherever both ran."""
    bare = {(run.reading, run.figures.n): run.cpu for run in runs if run.engine == floor}
    found = []
    for run in runs:
        least = bare.get((run.reading, run.figures.n))
        if run.engine == ours and least:
            times = run.cpu / least
            words = f"{run.cpu:.2f} s per 1,000 = {times:.2f} × {floor}"
            name = f"CPU of {ours}, {run.reading}, N={run.figures.n}"
            found.append(Verdict(name, words, f"at most {factor:.1f} ×", times <= factor))
    return found
