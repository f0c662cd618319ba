"""Which trials does this bot alone go through? By name, in the order of the report."""

from collections.abc import Awaitable, Callable

from tests.bench.delivery import busy, faults, outage
from tests.bench.delivery.conditions import Conditions as Conditions
from tests.bench.delivery.table import Verdict

TRIALS: dict[str, Callable[[Conditions], Awaitable[list[Verdict]]]] = {
    "idle": busy.idle,
    "busy": busy.busy,
    "cut": faults.cut,
    "storm": faults.storm,
    "blocked": faults.blocked,
    "gone": outage.connections,
    "bad_gateway": outage.bad_gateway,
    "migration": faults.migration,
}
QUICK_TRIALS = ("idle", "busy", "cut", "storm")
