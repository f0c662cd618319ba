"""What does a process cost while it sends? CPU seconds between two moments, and the memory it then holds."""

import contextlib
from dataclasses import dataclass, field

import psutil


@dataclass
class Meter:
    """Of the process `pid`, from the making of this object on."""

    pid: int
    _process: psutil.Process = field(init=False)
    _begun: float = field(init=False)
    _last: "Cost" = field(init=False)

    def __post_init__(self) -> None:
        self._process = psutil.Process(self.pid)
        self._begun = self._cpu()
        self._last = Cost(0.0, 0.0)

    def _cpu(self) -> float:
        times = self._process.cpu_times()
        return float(times.user + times.system)

    def read(self) -> "Cost":
        """So far; of a process that has ended, what was read last."""
        with contextlib.suppress(psutil.Error):
            self._last = Cost(self._cpu() - self._begun, self._process.memory_info().rss / 2**20)
        return self._last


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU in seconds (user and system), memory in MiB resident."""

    cpu: float
    memory: float

    def per_thousand(self, delivered: int) -> float:
        """CPU seconds per 1,000 deliveries."""
        return 1000 * self.cpu / delivered if delivered else float("nan")
