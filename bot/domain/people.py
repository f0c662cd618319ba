"""Who takes part? Volunteers, and the roles that let people do more than answer."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.model import Point


class VolunteerStatus(StrEnum):
    REGISTERING = "registering"
    PENDING = "pending"
    ACTIVE = "active"
    REJECTED = "rejected"
    SUSPENDED = "suspended"


class Duty(StrEnum):
    """`/siaga` and `/libur`; who said neither is available all the same."""

    NORMAL = "normal"
    ON_DUTY = "on_duty"
    OFF_DUTY = "off_duty"


class Reach(StrEnum):
    """What is known of the way to a person; anything but OK is shown as unreachable, with its reason."""

    OK = "ok"
    UNTESTED = "untested"  # approved, but has not answered the test alarm
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NEVER_STARTED = "never_started"
    NOT_LINKED = "not_linked"  # imported without a Telegram account


class Role(StrEnum):
    OPERATOR = "operator"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer:
    id: int
    telegram_id: int | None
    name: str
    phone: str = field(default="", repr=False)  # never in logs
    community: str = ""
    home_zone: str = ""
    work_zone: str = ""
    home_kelurahan: str = ""
    home_point: Point | None = None
    work_point: Point | None = None
    home_exact: bool = False  # a shared location, not a kelurahan's centroid
    work_exact: bool = False
    skills: tuple[str, ...] = ()
    status: VolunteerStatus = VolunteerStatus.ACTIVE
    duty: Duty = Duty.NORMAL
    reach: Reach = Reach.OK
    language: str = ""
    step: str = ""  # where the registration or the profile stands
    consented_at: datetime | None = None
    heard_at: datetime | None = None  # when the test alarm was answered
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def first_aider(self) -> bool:
        return "p3k" in self.skills

    @property
    def reach_once_open(self) -> Reach:
        """When the way opens: who joined here and never answered the test alarm still has to."""
        untested = self.consented_at is not None and self.heard_at is None
        return Reach.UNTESTED if untested else Reach.OK

    @property
    def zones(self) -> frozenset[str]:
        return frozenset(z for z in (self.home_zone, self.work_zone) if z)


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of one person; a coordinator's is for a community (and a zone, where given)."""

    role: Role
    community: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `user_id` is None for posts that Telegram delivers without a sender."""

    user_id: int | None
    name: str
    grants: frozenset[Grant] = frozenset()
    volunteer: Volunteer | None = None

    def has(self, role: Role) -> bool:
        return any(g.role in (role, Role.ADMIN) for g in self.grants)

    @property
    def is_operator(self) -> bool:
        return self.has(Role.OPERATOR)

    @property
    def is_admin(self) -> bool:
        return self.has(Role.ADMIN)

    def coordinates(self, community: str) -> bool:
        """May this person decide over the people of that community?"""
        return any(
            g.role is Role.ADMIN or (g.role is Role.COORDINATOR and g.community in ("", community))
            for g in self.grants
        )
