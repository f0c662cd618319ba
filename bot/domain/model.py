"""What is an incident, and what is a volunteer's part in it? Values only; the rules stand beside them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from bot.domain.policy import Policy

Point = tuple[float, float]
"""(latitude, longitude) in degrees, WGS 84."""


BEYOND = "?"
"""Outside the city, in a regency that nobody named."""
SWAPPED = "<>"
"""Outside the city, but inside it with latitude and longitude the other way round."""
LINK = "@"
"""Unknown: a short link to a map, which carries no coordinates."""


class IncidentState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


class ResponseState(StrEnum):
    ALARMED = "alarmed"
    DECLINED = "declined"
    COMING = "coming"
    ON_SCENE = "on_scene"
    LEFT = "left"
    RELEASED = "released"


class Wave(IntEnum):
    """An audience: the zone itself, then its neighbours, then the whole city."""

    NONE = 0
    ZONE = 1
    NEIGHBOURS = 2
    CITY = 3


class Verdict(StrEnum):
    GENUINE = "genuine"
    HOAX = "hoax"
    UNCLEAR = "unclear"
    HANDLED = "handled"


class Standing(StrEnum):
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class Severity(StrEnum):
    URGENT = "darurat"
    ROUTINE = "biasa"


class Asking(StrEnum):
    """What a draft still needs from the operator, one thing at a time."""

    NOTHING = ""
    KIND = "kind"
    PLACE = "place"
    DETAILS = "details"
    CHOICE = "choice"  # which part to change


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What only matters until an incident is broadcast."""

    asking: Asking = Asking.NOTHING
    typed_kind: str = ""  # an unknown kind, as typed
    kinds: tuple[str, ...] = ()  # the nearest kinds to offer
    zones: tuple[str, ...] = ()  # two or more candidate zones
    outside: str = ""  # the regency, when the place lies outside the city


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    id: int
    state: IncidentState = IncidentState.DRAFT
    drill: bool = False
    number: str = ""
    kind: str = ""
    severity: Severity = Severity.URGENT
    sensitive: bool = False
    address: str = ""
    details: str = ""
    zone: str = ""
    found: str = ""  # how the zone was found: a key of the texts
    found_name: str = ""  # the name it was found by
    snapped_m: float = 0.0
    point: Point | None = None
    home_chat: int = 0
    author: str = ""
    author_id: int | None = None
    created_at: datetime
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    policy: Policy = field(default_factory=Policy)
    wave: Wave = Wave.NONE
    steps_told: int = 0
    unclaimed_spent: timedelta = timedelta()
    unclaimed_since: datetime | None = None
    due_at: datetime | None = None
    verdict: Verdict | None = None
    standing: Standing | None = None
    judged_by_operator: bool = False
    officers_at: datetime | None = None
    officers_by: str = ""
    crowd: bool = False
    asked_to_close: bool = False
    merged_into: int | None = None
    draft: Draft = field(default_factory=Draft)

    @property
    def ended(self) -> bool:
        return self.state in (IncidentState.CLOSED, IncidentState.CANCELLED, IncidentState.MERGED)

    @property
    def complete(self) -> bool:
        """A draft that may be broadcast: its kind and its zone are known."""
        return bool(self.kind and self.zone)

    @property
    def sent_point(self) -> Point | None:
        """The point, when it was sent as one; not that of a place or street that was named."""
        return self.point if self.found in ("location", "coordinates") else None

    @property
    def tag(self) -> str:
        """SMG-2026-0421 → #SMG0421, the form people search for."""
        letters, _, rest = self.number.partition("-")
        return f"#{letters}{rest.rpartition('-')[2]}" if self.number else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    incident_id: int
    volunteer_id: int
    state: ResponseState = ResponseState.ALARMED
    wave: Wave = Wave.ZONE
    rank: int = 0
    distance_m: float | None = None
    approximate: bool = False  # measured from a kelurahan's centroid
    from_work: bool = False
    alarmed_at: datetime
    answered_at: datetime | None = None
    coming_at: datetime | None = None
    eta_minutes: int | None = None
    on_scene_at: datetime | None = None
    left_at: datetime | None = None
    asked_at: datetime | None = None
    due_at: datetime | None = None
    verdict: Verdict | None = None
    step: str = ""  # which sub-screen the volunteer is on
    aid: tuple[str, ...] = ()
    aid_people: int = 0

    @property
    def taking_part(self) -> bool:
        """Coming or on scene."""
        return self.state in (ResponseState.COMING, ResponseState.ON_SCENE)
