"""Whom an incident concerns: the right people, nearest first, each once."""

from typing import Any

import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.coverage import coverage
from bot.domain.matching import audience, available, distances, wave_zones
from bot.domain.model import Point, Wave
from bot.domain.people import Duty, Reach, Volunteer, VolunteerStatus
from bot.domain.situation import Coverage
from tests.unit.domain.cast import BUDI, HERE, JOKO, WATI, person

KELUD = "33.74.09"
CENTRE = (-6.99, 110.42)
HALF = 0.27  # degrees, some 30 km
POINTS = st.tuples(
    st.floats(CENTRE[0] - HALF, CENTRE[0] + HALF), st.floats(CENTRE[1] - HALF, CENTRE[1] + HALF)
)


def away(metres: float) -> Point:
    """So far to the north of the incident."""
    return (HERE[0] + metres / 110_600, HERE[1])


@given(POINTS, st.lists(POINTS, min_size=1, max_size=20))
@settings(max_examples=200, deadline=None)
def test_distances_are_those_of_the_ellipsoid(origin: Point, points: list[Point]) -> None:
    """Within 60 km of Semarang every distance is within half a percent of the geodesic."""
    truth = [geodesic(origin, p).m for p in points]
    np.testing.assert_allclose(distances(origin, points), truth, rtol=0.005, atol=0.01)


def test_no_points_no_distances() -> None:
    """An empty zone measures nothing and breaks nothing."""
    assert distances(HERE, []).size == 0
    assert audience([], frozenset({KELUD}), HERE) == []


def test_nearest_first_and_unknown_last() -> None:
    """The nearest hears first; who gave no place hears last, but hears."""
    people = [
        person(1, home_point=away(3000)),
        person(2, home_point=None),
        person(3, home_point=away(200)),
        person(4, home_point=away(900)),
    ]
    matches = audience(people, frozenset({KELUD}), HERE)
    assert [m.volunteer.id for m in matches] == [3, 4, 1, 2]
    assert [m.distance_m for m in matches[:3]] == pytest.approx([200, 900, 3000], rel=0.005)
    assert matches[-1].distance_m is None


@pytest.mark.parametrize(
    ("home", "work", "metres", "from_work"),
    [
        (away(2000), away(500), 500, True),
        (away(500), away(2000), 500, False),
        (away(500), away(500), 500, False),
        (None, away(700), 700, True),
        (away(700), None, 700, False),
    ],
    ids=["work nearer", "home nearer", "equal", "only work", "only home"],
)
def test_home_or_work_whichever_is_nearer(
    home: Point | None, work: Point | None, metres: float, from_work: bool
) -> None:
    """A person counts from the nearer of home and work, and the screen can say which."""
    (match,) = audience([person(1, home_point=home, work_point=work)], frozenset({KELUD}), HERE)
    assert match.distance_m == pytest.approx(metres, rel=0.005)
    assert match.from_work is from_work


@pytest.mark.parametrize(
    ("home_exact", "work_exact", "place_exact", "work_nearer", "approximate"),
    [
        (True, False, True, False, False),
        (True, False, True, True, True),
        (False, True, True, False, True),
        (False, True, True, True, False),
        (True, True, False, False, True),
    ],
)
def test_a_distance_says_when_it_is_a_guess(
    home_exact: bool, work_exact: bool, place_exact: bool, work_nearer: bool, approximate: bool
) -> None:
    """A distance is exact only when both the place and the point used are."""
    volunteer = person(
        1,
        home_point=away(1000),
        work_point=away(100 if work_nearer else 5000),
        home_exact=home_exact,
        work_exact=work_exact,
    )
    (match,) = audience([volunteer], frozenset({KELUD}), HERE, place_exact)
    assert match.approximate is approximate


NOT_CALLED = {
    "on leave": {"duty": Duty.OFF_DUTY},
    "without an account": {"telegram_id": None},
    **{s.value: {"status": s} for s in VolunteerStatus if s is not VolunteerStatus.ACTIVE},
}


@pytest.mark.parametrize("given_fields", NOT_CALLED.values(), ids=list(NOT_CALLED))
def test_who_is_left_out(given_fields: dict[str, Any]) -> None:
    """People on leave, not approved or without Telegram are not alarmed."""
    left_out = person(5, **given_fields)
    assert not available(left_out)
    assert [m.volunteer.id for m in audience([left_out, BUDI], frozenset({KELUD}), HERE)] == [BUDI.id]


@pytest.mark.parametrize("duty", [Duty.NORMAL, Duty.ON_DUTY])
@pytest.mark.parametrize("reach", Reach)
def test_who_may_be_called(duty: Duty, reach: Reach) -> None:
    """Who is not on leave is tried, even when the last message failed: people unblock bots."""
    assert available(person(6, duty=duty, reach=reach))


def test_home_and_work_zone_count_alike_and_once() -> None:
    """Wati works in the zone and is called once, even when her home zone is called as well."""
    both = frozenset({KELUD, "33.74.10"})
    for zones in (frozenset({KELUD}), frozenset({"33.74.10"}), both):
        assert [m.volunteer for m in audience([WATI], zones, HERE)] == [WATI]
    assert audience([WATI], frozenset({"33.74.01"}), HERE) == []
    assert audience([person(9, home_zone="", work_zone="")], both, HERE) == []


def test_without_a_place_everybody_is_called_without_a_distance() -> None:
    """An incident without any point alarms the zone in a fixed order and claims no distance."""
    matches = audience([WATI, BUDI], frozenset({KELUD}), None)
    assert [(m.volunteer, m.distance_m) for m in matches] == [(BUDI, None), (WATI, None)]


@st.composite
def crowds(draw: st.DrawFn) -> list[Volunteer]:
    zones = st.sampled_from(["", KELUD, "33.74.10"])
    return [
        person(
            n,
            home_zone=draw(zones),
            work_zone=draw(zones),
            home_point=draw(st.none() | POINTS),
            work_point=draw(st.none() | POINTS),
            duty=draw(st.sampled_from(Duty)),
        )
        for n in range(draw(st.integers(0, 12)))
    ]


@given(crowds(), st.randoms())
@settings(max_examples=100, deadline=None)
def test_any_crowd_is_called_in_one_order(people: list[Volunteer], random: object) -> None:
    """Each person once, sorted by distance, whatever order the database gave them in."""
    zones = frozenset({KELUD})
    matches = audience(people, zones, HERE)
    ids = [m.volunteer.id for m in matches]
    assert sorted(ids) == [v.id for v in people if KELUD in v.zones and available(v)]
    known = [m.distance_m for m in matches if m.distance_m is not None]
    assert known == sorted(known)
    assert all(m.distance_m is None for m in matches[len(known) :])
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types its randoms as object here
    assert [m.volunteer.id for m in audience(shuffled, zones, HERE)] == ids


NEAR, EVERYWHERE = ("33.74.10", "33.74.08"), ("33.74.10", "33.74.08", "33.74.01")


@pytest.mark.parametrize(
    ("wave", "expected"),
    [
        (Wave.NONE, set()),
        (Wave.ZONE, {KELUD}),
        (Wave.NEIGHBOURS, {KELUD, *NEAR}),
        (Wave.CITY, {KELUD, *EVERYWHERE}),
    ],
)
def test_waves_contain_each_other(wave: Wave, expected: set[str]) -> None:
    """The zone, then its neighbours as well, then the whole city."""
    assert wave_zones(KELUD, wave, NEAR, EVERYWHERE) == expected


def test_coverage_counts_what_an_alarm_would_reach() -> None:
    """The operator sees who would be called, and everybody else under one honest reason."""
    people = [
        BUDI,
        person(10, duty=Duty.ON_DUTY, skills=("p3k",)),
        person(11, reach=Reach.UNTESTED, skills=("p3k", "renang")),
        JOKO,
        person(12, telegram_id=None, reach=Reach.NOT_LINKED),
        person(13, duty=Duty.OFF_DUTY, reach=Reach.BLOCKED, skills=("p3k",)),
        person(14, reach=Reach.DEACTIVATED),
    ]
    expected = Coverage(called=3, on_duty=1, first_aiders=2, off_duty=1, blocked=3, untested=1)
    assert coverage(people) == expected
    assert expected.called + expected.off_duty + expected.blocked == len(people)
    assert coverage([]) == Coverage()
