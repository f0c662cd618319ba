"""How patient is the clock? The times an incident starts with and keeps until its end."""

from dataclasses import asdict, dataclass
from datetime import timedelta


def _minutes(value: float) -> timedelta:
    return timedelta(minutes=value)


@dataclass(frozen=True, slots=True)
class Policy:
    """Minutes, as the city pack gives them. The first four count unclaimed time."""

    remind: float = 2
    neighbours: float = 4
    city: float = 8
    nobody: float = 10
    ask: float = 15  # "coming" without an ETA is asked after this
    ask_after_eta: float = 10
    release: float = 5  # silent after being asked
    verdict: float = 5  # on scene without a verdict
    stale: float = 120  # open this long: the operator is asked to close

    def ladder(self) -> tuple[timedelta, timedelta, timedelta, timedelta]:
        """Unclaimed time after which each step of the escalation is due, rising."""
        return _minutes(self.remind), _minutes(self.neighbours), _minutes(self.city), _minutes(self.nobody)

    def patience_with_coming(self, eta_minutes: int | None) -> timedelta:
        """How long a volunteer who said "coming" is left alone."""
        return _minutes(self.ask if eta_minutes is None else eta_minutes + self.ask_after_eta)

    def as_dict(self) -> dict[str, float]:
        return asdict(self)
