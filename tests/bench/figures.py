"""How is a figure printed? A name, n, median, p95, its unit, and what it should reach."""

import platform
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version

import psutil


def heading() -> str:
    """The machine and the day."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {platform.machine()}, {psutil.cpu_count()} cores, "
        f"{memory:.0f} GiB · Python {platform.python_version()} · aiogram {version('aiogram')}"
    )


def p95(values: Sequence[float]) -> float:
    """The value that 95 % do not exceed."""
    return sorted(values)[max(round(0.95 * len(values)) - 1, 0)]


def row(name: str, values: Sequence[float], unit: str, goal: str = "") -> str:
    """One line of the table."""
    middle = statistics.median(values)
    return f"{name:<46} n={len(values):<4} median {middle:>8.1f}  p95 {p95(values):>8.1f}  {unit:<4} {goal}"
