"""What may a rule answer when it says no? A value with its reason, never an exception."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why something was refused; each has its sentence in the texts (`refused-<reason>`)."""

    NOT_OPERATOR = "not-operator"
    NOT_ADMIN = "not-admin"
    NOT_VOLUNTEER = "not-volunteer"
    NOT_ALARMED = "not-alarmed"
    SUSPENDED = "suspended"
    UNKNOWN_INCIDENT = "unknown-incident"
    NOT_OPEN = "not-open"  # not yet broadcast
    ENDED = "ended"  # closed, cancelled or merged: the press is late
    ALREADY_BROADCAST = "already-broadcast"
    DISCARDED = "discarded"
    MERGED = "merged"  # a draft that became part of another incident
    INCOMPLETE = "incomplete"  # a draft without kind or zone
    NOT_NOW = "not-now"  # this button does not fit the state any more
    WIDEST = "widest"  # nobody left to widen to
    NOBODY_SILENT = "nobody-silent"  # nobody to remind
    OTHER_COMMUNITY = "other-community"
    NOT_PENDING = "not-pending"
    INCOMPLETE_REGISTRATION = "incomplete-registration"
    STALE_BUTTON = "stale-button"


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal. `by` and `at` tell who ended or took it before, and when, where that is known."""

    reason: Reason
    by: str = ""
    at: datetime | None = None
