"""Who races whom, over which distance? The engines one after the other, never two at once."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from tests.bench.delivery.engine import NAME, run_engine
from tests.bench.delivery.metering import Cost
from tests.bench.delivery.peers import PEERS, run_peer
from tests.bench.delivery.readings import READINGS, Reading
from tests.bench.delivery.running import CAP, Run
from tests.bench.delivery.scoring import score

ENGINES = (NAME, *PEERS)
SHORT, LONG = 300, 3000


@dataclass(frozen=True, slots=True)
class Race:
    """What is to be run."""

    readings: Sequence[str] = ("A", "B")
    sizes: Sequence[int] = (SHORT, LONG)
    engines: Sequence[str] = ENGINES
    cap: float = CAP
    patient: bool = False
    polls_at_once: bool = False


QUICK = Race(sizes=(SHORT,), engines=(NAME, "ptb5", "bare"))


async def race(plan: Race) -> AsyncIterator[Run]:
    """The runs as they end."""
    for n in plan.sizes:
        for name in plan.readings:
            reading = READINGS[name].with_polls_at_once() if plan.polls_at_once else READINGS[name]
            for engine in plan.engines:
                yield await _one(engine, reading, n, plan)


async def _one(engine: str, reading: Reading, n: int, plan: Race) -> Run:
    """A run; an engine that can not be run at all has a line that says so."""
    try:
        if engine == NAME:
            return await run_engine(reading, n, plan.cap)
        return await run_peer(PEERS[engine], reading, n, plan.cap, patient=plan.patient)
    except (RuntimeError, TimeoutError) as error:
        nothing = score([], range(n), 0.0)
        return Run(engine, reading.name, nothing, Cost(0.0, 0.0), 0, 0.0, f"not measured: {error}")
