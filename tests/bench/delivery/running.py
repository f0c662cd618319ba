"""What is one run, and what came of it? The result that every engine hands to the table."""

from dataclasses import dataclass, field

from tests.bench.delivery.calls import Call
from tests.bench.delivery.metering import Cost
from tests.bench.delivery.scoring import Figures

CAP = 180.0  # s that an engine may take for one broadcast
LOOK_AFTER = 60.0  # s after which it is asked whether a peer can still make it
SETTLE = 1.5  # s after the end, in which a late duplicate would show


@dataclass(frozen=True, slots=True)
class Run:
    """One broadcast by one engine; `server` is the share of a core that the small Telegram took."""

    engine: str
    reading: str
    figures: Figures
    cost: Cost
    into_wait: int
    server: float
    notes: str = ""
    calls: tuple[Call, ...] = field(default=(), repr=False)
    start: float = 0.0

    @property
    def cpu(self) -> float:
        """CPU seconds per 1,000 deliveries."""
        return self.cost.per_thousand(self.figures.delivered)
