"""Who could be called now? The figures an operator sees before sending."""

from collections.abc import Iterable

from bot.domain.matching import available
from bot.domain.people import Duty, Reach, Volunteer
from bot.domain.situation import Coverage


def coverage(people: Iterable[Volunteer]) -> Coverage:
    """Count the approved volunteers of a zone; `called` are those whom an alarm can reach."""
    called = on_duty = aiders = off = blocked = untested = 0
    for v in people:
        if v.duty is Duty.OFF_DUTY:
            off += 1
        elif not available(v):
            blocked += 1
        elif v.reach in (Reach.OK, Reach.UNTESTED):
            called += 1
            on_duty += v.duty is Duty.ON_DUTY
            aiders += v.first_aider
            untested += v.reach is Reach.UNTESTED
        else:
            blocked += 1
    return Coverage(called, on_duty, aiders, off, blocked, untested)
