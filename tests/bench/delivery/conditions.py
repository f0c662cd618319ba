"""Under what do the trials run?"""

from dataclasses import dataclass, field

from tests.bench.delivery.engine import run_engine
from tests.bench.delivery.readings import Reading
from tests.bench.delivery.running import CAP


@dataclass
class Conditions:
    """The reading, the sizes of the crowds, and how long Telegram is away (seconds)."""

    reading: Reading
    busy_n: int = 3000
    n: int = 300
    outage: float = 20.0
    _baseline: float = field(default=0.0, init=False)

    async def baseline(self) -> float:
        """Seconds until the last of `n` has the alarm when nothing goes wrong; measured once."""
        if not self._baseline:
            run = await run_engine(self.reading, self.n, CAP)
            self._baseline = run.figures.last or CAP
        return self._baseline
