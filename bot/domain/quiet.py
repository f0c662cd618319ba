"""Which running incidents may share one card? Those where somebody sees to it and nothing is asked of us."""

from datetime import datetime, timedelta

from bot.domain.model import IncidentState, ResponseState, Standing, Verdict
from bot.domain.situation import Situation

CALM = timedelta(minutes=10)
"""After a key change the operator has an eye on the incident for so long."""
CROWDED = 4
"""With more open incidents than this in a group one overview card stands for the quiet ones (DESIGN 6)."""
HERE = (ResponseState.COMING, ResponseState.ON_SCENE)


def quiet(s: Situation, now: datetime) -> bool:
    """Open, somebody coming or there, all alarms out, no SOS, nothing for the operator to decide, and no key
    change for ten minutes. A clock set back makes nothing quiet."""
    incident = s.incident
    if incident.state is not IncidentState.OPEN or incident.opened_at is None:
        return False
    attended = incident.unclaimed_since is None and s.count(*HERE) > 0
    if not attended or s.delivery.waiting or s.sos or _awaits_operator(s):
        return False
    return now - max(incident.opened_at, s.changed_at or incident.opened_at) >= CALM


def crowded(open_incidents: int) -> bool:
    """Do so many open incidents in one group leave its twenty messages a minute too little room?"""
    return open_incidents > CROWDED


def _awaits_operator(s: Situation) -> bool:
    """Reports that differ are the operator's to decide; a confirmed hoax is the operator's to call off."""
    verdict, standing = s.incident.verdict, s.incident.standing
    return standing is Standing.DISPUTED or (verdict, standing) == (Verdict.HOAX, Standing.CONFIRMED)
