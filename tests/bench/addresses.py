"""How well, and how fast, are typed reports placed? Two files of reports, beside the naive way to do it."""

import csv
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.zones.city import load_city
from bot.zones.pack import CityPack
from bot.zones.places import PlaceResult, PlaceStatus
from tests.bench.figures import row

DATA = Path(__file__).parent / "data"
FILES = ("reports.csv", "reports_set_aside.csv")
RIGHT, ANSWERED = 0.95, 0.88
GOAL_MS = 10
NAIVE_CUT = 60.0
NAIVE_ROWS = 60

Find = Callable[[str], PlaceResult]


@dataclass(frozen=True, slots=True)
class Report:
    """A report and where it is: a kecamatan, AMBIGUOUS:a|b, UNKNOWN or OUTSIDE."""

    text: str
    expected: str
    category: str

    @property
    def resolvable(self) -> bool:
        return not self.expected.startswith(("AMBIGUOUS", "UNKNOWN", "OUTSIDE"))


@dataclass(slots=True)
class Tally:
    """Counts of reports: answered = one zone given; silent = one given where none or several are true."""

    n: int = 0
    right: int = 0
    resolvable: int = 0
    answered: int = 0
    answered_right: int = 0
    silent: int = 0

    def add(self, report: Report, result: PlaceResult) -> None:
        answered = result.status is PlaceStatus.RESOLVED
        right = is_right(report, result)
        self.n += 1
        self.right += right
        self.resolvable += report.resolvable
        self.answered += answered and report.resolvable
        self.answered_right += answered and right
        self.silent += answered and not report.resolvable

    @property
    def precision(self) -> float:
        return self.answered_right / self.answered if self.answered else 1.0

    @property
    def coverage(self) -> float:
        return self.answered / self.resolvable if self.resolvable else 1.0


def reports(name: str) -> list[Report]:
    """The rows of one of the files."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [Report(r["text"], r["expected"], r["category"]) for r in csv.DictReader(file)]


def is_right(report: Report, result: PlaceResult) -> bool:
    """One zone and the true one; or all that are plausible, asked about; or none, said so."""
    zones = {candidate.zone_name for candidate in result.candidates}
    if report.resolvable:
        return result.status is PlaceStatus.RESOLVED and zones == {report.expected}
    word, _, listed = report.expected.partition(":")
    if word == "AMBIGUOUS":
        return result.status is PlaceStatus.AMBIGUOUS and set(listed.split("|")) <= zones
    return result.status.value == word.lower()


def score(rows: Iterable[Report], find: Find) -> dict[str, Tally]:
    """Tallies by category, in the order of the file, and "all"."""
    tallies: dict[str, Tally] = {}
    everything = Tally()
    for report in rows:
        result = find(report.text)
        tallies.setdefault(report.category, Tally()).add(report, result)
        everything.add(report, result)
    return {**tallies, "all": everything}


def table(name: str, tallies: dict[str, Tally]) -> list[str]:
    """The tallies as lines of text, with the goals."""
    head = f"{name:<24}{'n':>4}{'right':>7}{'right/answered':>16}{'answered/resolvable':>21}{'silent':>8}"
    lines = [head]
    for category, tally in tallies.items():
        shares = (
            f"{tally.precision:>16.2f}{tally.coverage:>21.2f}" if tally.resolvable else f"{'–':>16}{'–':>21}"
        )
        lines.append(f"{category:<24}{tally.n:>4}{tally.right:>7}{shares}{tally.silent:>8}")
    lines.append(f"{'goal':<24}{'':>11}{f'≥ {RIGHT}':>16}{f'≥ {ANSWERED}':>21}{0:>8}")
    return lines


def naive(city: CityPack) -> Callable[[str], str]:
    """The naive way: the likeliest of all names by rapidfuzz WRatio; returns the kecamatan or ""."""
    names: dict[str, str] = {zone.name: zone.name for zone in city.zones.values()}
    for kelurahan in city.kelurahan.values():
        names.setdefault(kelurahan.name, city.zones[kelurahan.zone_code].name)
    for place in city.places:
        for name in (place.name, *place.aliases):
            names.setdefault(name, city.zones[place.zone_code].name)
    every = list(names)

    def find(text: str) -> str:
        hit = process.extractOne(text, every, scorer=fuzz.WRatio, score_cutoff=NAIVE_CUT)
        return names[hit[0]] if hit else ""

    return find


def timed(call: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds for each text."""
    times = []
    for text in texts:
        began = time.perf_counter()
        call(text)
        times.append(1000 * (time.perf_counter() - began))
    return times


async def measure() -> list[str]:
    """Accuracy on both files, then both ways by turns on the same texts."""
    city = load_city("semarang")
    began = time.perf_counter()
    city.find("")
    built = 1000 * (time.perf_counter() - began)
    rows = [report for name in FILES for report in reports(name)]
    times = timed(city.find, [report.text for report in rows])
    lines = [line for name in FILES for line in table(name, score(reports(name), city.find))]
    simple = naive(city)
    some = rows[:: max(len(rows) // NAIVE_ROWS, 1)]
    hits = sum(simple(report.text) == report.expected for report in some if report.resolvable)
    count = sum(report.resolvable for report in some)
    guesses = sum(bool(simple(report.text)) for report in some if not report.resolvable)
    return [
        *lines,
        f"naive way (WRatio over all names): right on {hits} of {count} resolvable reports, "
        f"silent guesses on {guesses} of the other {len(some) - count}",
        row("typed address, naive WRatio", timed(simple, [r.text for r in some]), "ms"),
        row("typed address", times, "ms", f"(goal: p95 ≤ {GOAL_MS} ms)"),
        row("index of all names, built once", [built], "ms"),
    ]
