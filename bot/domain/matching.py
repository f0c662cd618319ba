"""Whom does an incident concern, and in which order are they told? Nearest first, unknown last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.model import Point, Wave
from bot.domain.people import Duty, Volunteer, VolunteerStatus

# Mean radii of the WGS 84 ellipsoid are latitude-dependent; these are its axes in metres.
_A, _B = 6_378_137.0, 6_356_752.314_245
_E2 = 1 - (_B / _A) ** 2


@dataclass(frozen=True, slots=True)
class Match:
    """One volunteer of an audience; `distance_m` is None where a point is missing on either side."""

    volunteer: Volunteer
    distance_m: float | None
    approximate: bool
    from_work: bool


def distances(origin: Point, points: Sequence[Point]) -> NDArray[np.float64]:
    """Metres from `origin` to each of `points`, by the ellipsoid's local radii (< 0.5 % off in a city)."""
    lat, lon = np.radians(np.asarray(points, dtype=float).reshape(-1, 2)).T
    lat0, lon0 = np.radians(origin)
    mid = (lat + lat0) / 2
    w = 1 - _E2 * np.sin(mid) ** 2
    north = (lat - lat0) * _A * (1 - _E2) / w**1.5
    east = (lon - lon0) * np.cos(mid) * _A / np.sqrt(w)
    metres: NDArray[np.float64] = np.hypot(north, east)
    return metres


def wave_zones(zone: str, wave: Wave, neighbours: Iterable[str], everywhere: Iterable[str]) -> frozenset[str]:
    """The zones whose people a wave calls; each wave contains the ones before it."""
    if wave is Wave.NONE:
        return frozenset()
    if wave is Wave.ZONE:
        return frozenset({zone})
    if wave is Wave.NEIGHBOURS:
        return frozenset({zone, *neighbours})
    return frozenset({zone, *everywhere})


def available(volunteer: Volunteer) -> bool:
    """May this person be alarmed now? Approved, has a Telegram account, and is not on leave."""
    return (
        volunteer.status is VolunteerStatus.ACTIVE
        and volunteer.telegram_id is not None
        and volunteer.duty is not Duty.OFF_DUTY
    )


def audience(
    volunteers: Iterable[Volunteer], zones: frozenset[str], where: Point | None, place_exact: bool = True
) -> list[Match]:
    """Those of `zones` who are available, nearest first by home or work point, those without a point last."""
    named = zones - {""}
    wanted = [v for v in volunteers if (v.home_zone in named or v.work_zone in named) and available(v)]
    return nearest_first(_measured(wanted, where, place_exact))


def nearest_first(matches: Sequence[Match]) -> list[Match]:
    """By distance, those without one last; who is equally far by id."""
    metres = np.array([np.inf if m.distance_m is None else m.distance_m for m in matches])
    ids = np.array([m.volunteer.id for m in matches])
    return [matches[n] for n in np.lexsort((ids, metres))]


def _measured(wanted: list[Volunteer], where: Point | None, place_exact: bool) -> list[Match]:
    if where is None:
        return [Match(v, None, approximate=False, from_work=False) for v in wanted]
    home = _to_each(where, [v.home_point for v in wanted])
    work = _to_each(where, [v.work_point for v in wanted])
    return [_nearer(v, float(h), float(w), place_exact) for v, h, w in zip(wanted, home, work, strict=True)]


def _to_each(where: Point, points: list[Point | None]) -> NDArray[np.float64]:
    """Metres, infinite where there is no point."""
    metres = distances(where, [p or (0.0, 0.0) for p in points])
    metres[np.array([p is None for p in points], dtype=bool)] = np.inf
    return metres


def _nearer(volunteer: Volunteer, home: float, work: float, place_exact: bool) -> Match:
    from_work = work < home
    nearest = min(home, work)
    if nearest == float("inf"):
        return Match(volunteer, None, approximate=False, from_work=False)
    exact = volunteer.work_exact if from_work else volunteer.home_exact
    return Match(volunteer, nearest, approximate=not (exact and place_exact), from_work=from_work)
