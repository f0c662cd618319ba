"""Typed reports as they arrive: the development rows of tests/bench/data, category by category."""

import pytest

from bot.zones.pack import CityPack
from bot.zones.places import PlaceResult
from tests.bench.addresses import ANSWERED, RIGHT, Report, is_right, reports, score

ROWS = reports("reports.csv")


def test_nothing_is_guessed_silently(semarang: CityPack) -> None:
    """Where several places are plausible, none is known, or it is outside, no report gets one zone."""
    guessed = [
        report.text
        for report in ROWS
        if not report.resolvable and score([report], semarang.find)["all"].silent
    ]
    assert guessed == []


def test_answers_are_right_and_enough(semarang: CityPack) -> None:
    """Of the answers 95 % are right, and 88 % of what can be resolved is answered."""
    every = score(ROWS, semarang.find)["all"]
    assert every.precision >= RIGHT
    assert every.coverage >= ANSWERED


@pytest.mark.parametrize("category", sorted({report.category for report in ROWS}))
def test_each_category(semarang: CityPack, category: str) -> None:
    """No category stays behind: at most one in ten of its reports is read otherwise than by people."""
    rows = [report for report in ROWS if report.category == category]
    wrong = [report.text for report in rows if not is_right(report, semarang.find(report.text))]
    assert len(wrong) <= len(rows) / 10, wrong


def test_confidence_means_something(semarang: CityPack) -> None:
    """Answers of 0.9 and more are nearly always right; what is asked about never exceeds a half."""
    sure = [
        is_right(report, result)
        for report, result in _results(semarang)
        if len(result.candidates) == 1 and result.candidates[0].confidence >= 0.9
    ]
    assert sum(sure) >= 0.98 * len(sure)
    shared = [
        item.confidence
        for _, result in _results(semarang)
        for item in result.candidates
        if len(result.candidates) > 1
    ]
    assert max(shared) <= 0.5


def _results(city: CityPack) -> list[tuple[Report, PlaceResult]]:
    return [(report, city.find(report.text)) for report in ROWS]
