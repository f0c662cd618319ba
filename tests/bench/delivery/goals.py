"""Which goals were set for a broadcast, and did ours reach them?"""

from collections.abc import Iterator, Sequence

from tests.bench.delivery.running import Run
from tests.bench.delivery.table import Verdict

SHARES = {("A", 3000): 0.96, ("B", 3000): 0.90}
"""Of the limit, at least."""
SECONDS = {("A", 300): 9.8, ("B", 300): 10.2}
"""Until the last was told, at most."""
CPU_FACTOR = 2.0
FLOORS = ("bare", "even")
"""Beside bare aiogram: in bursts (`bare`), which share their wakings, and call by call (`even`), as here."""


def verdicts(runs: Sequence[Run], ours: Sequence[str]) -> Iterator[Verdict]:
    """Of each of our runs: how soon, how surely, and at which cost beside each floor that ran."""
    for run in runs:
        if run.engine in ours:
            yield from _soon(run)
            yield _surely(run)
            yield from _cost(run, runs)


def _name(run: Run, what: str) -> str:
    return f"{run.engine}, {run.reading}, {run.figures.n}: {what}"


def _soon(run: Run) -> Iterator[Verdict]:
    case, figures = (run.reading, run.figures.n), run.figures
    if least := SHARES.get(case):
        words = f"{100 * figures.share:.1f} % of the limit"
        yield Verdict(_name(run, "share"), words, f"at least {100 * least:.0f} %", figures.share >= least)
    if most := SECONDS.get(case):
        last = figures.last if figures.last is not None and not figures.lost else None
        words = "not everybody" if last is None else f"last told after {last:.2f} s"
        reached = last is not None and last <= most
        yield Verdict(_name(run, "time"), words, f"at most {most} s", reached)


def _surely(run: Run) -> Verdict:
    figures = run.figures
    found = (figures.slowed, figures.lost, figures.duplicates)
    words = "{} refused by 429, {} lost, {} told twice".format(*found)
    return Verdict(_name(run, "sure"), words, "none of each", found == (0, 0, 0))


def _cost(run: Run, runs: Sequence[Run]) -> Iterator[Verdict]:
    for floor in runs:
        same = (floor.reading, floor.figures.n) == (run.reading, run.figures.n)
        if floor.engine not in FLOORS or not same:
            continue
        name = _name(run, f"CPU, {floor.engine}")
        if floor.figures.lost or not floor.cpu:  # it spends its time on penalties: nothing to compare with
            yield Verdict(name, f"{run.cpu:.2f} s per 1,000; {floor.engine} lost {floor.figures.lost}")
            continue
        times = run.cpu / floor.cpu
        words = f"{run.cpu:.2f} s per 1,000 = {times:.2f} × {floor.engine}"
        yield Verdict(name, words, f"at most {CPU_FACTOR:.1f} ×", times <= CPU_FACTOR)
