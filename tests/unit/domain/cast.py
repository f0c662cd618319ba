"""The people and the incident of the domain's tests: Sari operates, Budi and Wati volunteer, Joko is never
reachable, Pak Harno coordinates."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.model import Incident, IncidentState, Response, Wave
from bot.domain.people import Reach, Volunteer

T0 = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)  # 14.05 WIB
SARI = "Sari"
HERE = (-7.0056, 110.3949)  # Jl. Kelud Raya, Gajahmungkur


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def draft(**given: Any) -> Incident:
    """Complete: kind and zone are known."""
    return Incident(
        **{
            "id": 1,
            "kind": "kebakaran",
            "address": "Jl. Kelud Raya 12",
            "zone": "33.74.09",
            "author": SARI,
            "created_at": T0,
            **given,
        }
    )


def running(**given: Any) -> Incident:
    """Broadcast by Sari at T0, nobody coming yet."""
    return draft(
        **{
            "state": IncidentState.OPEN,
            "opened_at": T0,
            "wave": Wave.ZONE,
            "unclaimed_since": T0,
            "due_at": T0 + minutes(2),
            **given,
        }
    )


def ended(state: IncidentState, **given: Any) -> Incident:
    """Ended by Pak Harno half an hour after it began."""
    return draft(
        **{
            "state": state,
            "opened_at": T0,
            "wave": Wave.ZONE,
            "ended_at": T0 + minutes(30),
            "ended_by": "Pak Harno",
            **given,
        }
    )


def response(**given: Any) -> Response:
    return Response(**{"incident_id": 1, "volunteer_id": 11, "alarmed_at": T0, **given})


def person(number: int, name: str = "", **given: Any) -> Volunteer:
    """An active volunteer of Gajahmungkur whom Telegram reaches."""
    return Volunteer(
        **{
            "id": number,
            "telegram_id": 7000 + number,
            "name": name or f"Relawan {number}",
            "home_zone": "33.74.09",
            "home_point": HERE,
            **given,
        }
    )


BUDI = person(1, "Budi")
WATI = person(2, "Wati", home_zone="33.74.10", work_zone="33.74.09")
JOKO = person(3, "Joko", reach=Reach.BLOCKED)
