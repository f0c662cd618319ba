"""What is known of an incident right now? The snapshot from which every screen about it is drawn."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.model import Incident, Response, ResponseState


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of an incident's alarms. Telegram tells "accepted", never "read"."""

    owed: int = 0
    accepted: int = 0
    failed: int = 0
    waiting: int = 0
    seconds_left: float | None = None  # until the last one that waits is sent; None = cannot be known now


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who could be called in a zone now."""

    called: int = 0
    on_duty: int = 0
    first_aiders: int = 0
    off_duty: int = 0
    blocked: int = 0
    untested: int = 0


@dataclass(frozen=True, slots=True)
class Responder:
    """A volunteer's response with the name and community that operators see."""

    response: Response
    name: str
    community: str


@dataclass(frozen=True, slots=True)
class FieldNote:
    name: str
    text: str
    media: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """`responders` are those who did more than hear the alarm or decline; the rest is only counted."""

    incident: Incident
    now: datetime
    delivery: Delivery = Delivery()
    counts: dict[ResponseState, int] = field(default_factory=dict)
    responders: tuple[Responder, ...] = ()
    notes: tuple[FieldNote, ...] = ()
    coverage: Coverage = Coverage()
    twins: tuple[Incident, ...] = ()  # the same kind and zone, posted shortly before
    changed_at: datetime | None = None  # the last key change, or when an operator asked for its card
    sos: bool = False  # a volunteer called for help

    def count(self, *states: ResponseState) -> int:
        return sum(self.counts.get(s, 0) for s in states)

    def who(self, state: ResponseState) -> list[Responder]:
        return [r for r in self.responders if r.response.state is state]

    @property
    def called(self) -> int:
        return sum(self.counts.values())
