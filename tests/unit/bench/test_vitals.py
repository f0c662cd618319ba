"""Does the soak tell a leak from a cache that fills?"""

from dataclasses import replace

from tests.torture.vitals import Vitals, grown

START = Vitals(memory=280, threads=4, files=28, connections=24, tasks=11)
FILLING = [286.0, 294.0, 300.0, 305.0, 306.0, 307.0]


def test_a_cache_that_fills_is_no_leak() -> None:
    """Much at first, then hardly anything more."""
    assert grown(START, replace(START, memory=307), FILLING) == []


def test_what_grows_on_is_a_leak() -> None:
    """As much in the second half as in the first."""
    found = grown(START, replace(START, memory=310), [285.0, 290.0, 295.0, 300.0, 305.0, 310.0])
    assert found == ["memory still grew from 300 to 310, more than 8"]


def test_tasks_that_stay_are_a_leak() -> None:
    """More tasks at rest than caches and pools explain."""
    assert grown(START, replace(START, tasks=60), FILLING) == ["tasks grew from 11 to 60, more than 20"]
