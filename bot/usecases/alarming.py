"""Who is alarmed now? Turning a wave into responses, cards and notices, each person once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.matching import Match, audience, nearest_first, wave_zones
from bot.domain.model import Incident, Point, Response, Wave
from bot.domain.notices import CardKind, CardRef, Notice, NoticeKind, Urgency
from bot.domain.people import Reach, Volunteer
from bot.storage.unit_of_work import Work
from bot.zones.pack import CityPack

REACHABLE = (Reach.OK, Reach.UNTESTED)
AT_ONCE = 1000
"""People measured in one go: some three milliseconds of the loop."""


@dataclass(frozen=True, slots=True)
class Called:
    """The incident with the wave it reached, how many were added, and whether the first wave was empty."""

    incident: Incident
    added: int
    skipped_empty: bool


def where(city: CityPack, incident: Incident) -> tuple[Point | None, bool]:
    """The incident's point, and whether it is exact; the zone's middle where only the zone is known."""
    if incident.point is not None:
        return incident.point, incident.found in ("location", "coordinates", "place", "junction")
    zone = city.zones.get(incident.zone)
    return ((zone.centroid.lat, zone.centroid.lon) if zone else None), False


async def call_out(work: Work, city: CityPack, incident: Incident, wave: Wave, now: datetime) -> Called:
    """Alarm the audience of `wave`; one that adds nobody who can be reached goes on to the next at once."""
    known = await work.responses.alarmed_ids(incident.id)
    reached = wave
    fresh: Sequence[Match] = ()
    while True:
        fresh = await _newcomers(work, city, incident, reached, known)
        if reached is Wave.CITY or any(m.volunteer.reach in REACHABLE for m in fresh):
            break
        reached = Wave(reached + 1)
    incident = replace(incident, wave=reached)
    await _owe(work, incident, fresh, now, first=not known)
    return Called(incident, len(fresh), skipped_empty=reached is not wave)


async def _newcomers(
    work: Work, city: CityPack, incident: Incident, wave: Wave, known: frozenset[int]
) -> Sequence[Match]:
    near = city.neighbours.get(incident.zone, frozenset())
    zones = wave_zones(incident.zone, wave, near, city.zones)
    point, exact = where(city, incident)
    fresh = [v for v in await work.volunteers.in_zones(zones) if v.id not in known]
    found: list[Match] = []
    for at in range(0, len(fresh), AT_ONCE):
        found += audience(fresh[at : at + AT_ONCE], zones, point, exact)
        await asyncio.sleep(0)  # a whole city's distances hold up nobody's press
    return nearest_first(found)


async def _owe(
    work: Work, incident: Incident, matches: Sequence[Match], now: datetime, *, first: bool
) -> None:
    await work.responses.add_many(_response(incident, m, rank, now) for rank, m in enumerate(matches))
    await work.cards.prepare((_card(incident, m.volunteer) for m in matches), now)
    await work.notices.add(
        (_alarm(incident, m.volunteer, rank, first) for rank, m in enumerate(matches)), now
    )


def _response(incident: Incident, match: Match, rank: int, now: datetime) -> Response:
    return Response(
        incident_id=incident.id,
        volunteer_id=match.volunteer.id,
        wave=incident.wave,
        rank=rank,
        distance_m=match.distance_m,
        approximate=match.approximate,
        from_work=match.from_work,
        alarmed_at=now,
    )


def chat_of(volunteer: Volunteer) -> int:
    """A person's private chat has the person's id. Only called for people with an account."""
    assert volunteer.telegram_id is not None
    return volunteer.telegram_id


def _card(incident: Incident, volunteer: Volunteer) -> CardRef:
    return volunteer_card(incident.id, volunteer)


def volunteer_card(incident_id: int, volunteer: Volunteer) -> CardRef:
    return CardRef(
        kind=CardKind.VOLUNTEER,
        chat_id=chat_of(volunteer),
        subject_id=incident_id,
        volunteer_id=volunteer.id,
    )


def _alarm(incident: Incident, volunteer: Volunteer, rank: int, first: bool) -> Notice:
    return Notice(
        key=f"alarm:{incident.id}:{volunteer.id}",
        kind=NoticeKind.ALARM,
        chat_id=chat_of(volunteer),
        urgency=Urgency.FIRST_ALARM if first and rank == 0 else Urgency.ALARM,
        rank=rank,
        volunteer_id=volunteer.id,
        incident_id=incident.id,
    )


def told(
    incident: Incident,
    kind: NoticeKind,
    urgency: Urgency,
    people: Sequence[Volunteer],
    once: str = "",
    **args: str | int | float,
) -> list[Notice]:
    """The same notice for several volunteers, in this order; `once` tells repeated ones apart."""
    return [
        Notice(
            key=f"{kind}:{incident.id}:{v.id}:{once}",
            kind=kind,
            chat_id=chat_of(v),
            urgency=urgency,
            rank=rank,
            volunteer_id=v.id,
            incident_id=incident.id,
            args=dict(args),
        )
        for rank, v in enumerate(people)
    ]


async def reachable_again(work: Work, telegram_id: int, now: datetime) -> None:
    """The way to this person is open again: who never answered the test alarm still has to, what was lost
    is drawn, and an alarm that failed because the way was closed is owed once more."""
    person = await work.volunteers.by_telegram(telegram_id)
    if person is not None:
        await work.volunteers.set_reach(telegram_id, person.reach_once_open)
    await work.cards.restore(telegram_id)
    await work.notices.revive(telegram_id, now)
