"""Who answered what? The roll of an incident: every person alarmed stands in exactly one group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.model import Incident, ResponseState
from bot.domain.notices import NoticeState
from bot.domain.situation import Responder

AlarmState = tuple[NoticeState, str]


@dataclass(frozen=True, slots=True)
class Roll:
    """`took_part` holds who ever said "coming"; the five groups add up to `called`."""

    incident: Incident
    took_part: tuple[Responder, ...]
    declined: tuple[Responder, ...]
    silent: tuple[Responder, ...]
    failed: tuple[tuple[Responder, str], ...]
    waiting: tuple[Responder, ...]
    accepted: int
    late: int

    @property
    def called(self) -> int:
        groups = (self.took_part, self.declined, self.silent, self.failed, self.waiting)
        return sum(len(g) for g in groups)

    @property
    def answered(self) -> int:
        return len(self.took_part) + len(self.declined)

    @property
    def came(self) -> int:
        return sum(1 for r in self.took_part if r.response.on_scene_at)

    @property
    def pickup(self) -> timedelta | None:
        """From the broadcast to the first "coming"."""
        return self._first("coming_at")

    @property
    def arrival(self) -> timedelta | None:
        """From the broadcast to the first one on the scene."""
        return self._first("on_scene_at")

    def _first(self, what: str) -> timedelta | None:
        times = [t for r in self.took_part if (t := getattr(r.response, what)) is not None]
        return min(times) - self.incident.opened_at if times and self.incident.opened_at else None


def make_roll(
    incident: Incident,
    everyone: Sequence[Responder],
    alarms: Mapping[int, AlarmState],
    late: int = 0,
) -> Roll:
    """Sort everybody who was alarmed, in the order given."""
    took_part: list[Responder] = []
    declined: list[Responder] = []
    silent: list[Responder] = []
    failed: list[tuple[Responder, str]] = []
    waiting: list[Responder] = []
    for r in everyone:
        state, why = alarms.get(r.response.volunteer_id, (NoticeState.SENT, ""))
        if r.response.coming_at is not None or r.response.on_scene_at is not None:
            took_part.append(r)
        elif r.response.state is not ResponseState.ALARMED:
            declined.append(r)
        elif state is NoticeState.SENT:
            silent.append(r)
        elif state is NoticeState.WAITING:
            waiting.append(r)
        else:
            failed.append((r, why or state.value))
    accepted = sum(1 for state, _ in alarms.values() if state is NoticeState.SENT)
    return Roll(
        incident,
        tuple(took_part),
        tuple(declined),
        tuple(silent),
        tuple(failed),
        tuple(waiting),
        accepted,
        late,
    )
