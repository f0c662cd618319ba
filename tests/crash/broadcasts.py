"""One broadcast whose process is killed again and again: who was missed, who heard it twice?"""

import asyncio
from dataclasses import dataclass, field
from random import Random

from tests.crash.processes import Field

JITTER = 0.05  # s; more than the time between two sends at the limit
NEVER_MORE = 10  # sends may be unsettled at any moment


@dataclass
class Killed:
    """`unsettled`: at each kill, who had the alarm while the database did not know it."""

    lost: set[int]
    twice: dict[int, int]
    unsettled: list[set[int]] = field(default_factory=list)

    @property
    def unexplained(self) -> dict[int, int]:
        """Who heard more often than kills explain; user id → how often too often."""
        allowed = {who: sum(who in at_kill for at_kill in self.unsettled) for who in self.twice}
        return {who: n - allowed[who] for who, n in self.twice.items() if n > allowed[who]}

    def faults(self) -> list[str]:
        """Which promises were broken, a sentence each."""
        found = []
        if self.lost:
            found.append(f"lost: {sorted(self.lost)}")
        if self.unexplained:
            found.append(f"sent again although settled: {self.unexplained}")
        if most := [len(who) for who in self.unsettled if len(who) > NEVER_MORE]:
            found.append(f"more than {NEVER_MORE} unsettled at a kill: {most}")
        return found

    def __str__(self) -> str:
        sizes = [len(who) for who in self.unsettled]
        return f"lost {len(self.lost)}, twice {sum(self.twice.values())}, unsettled at the kills {sizes}"


async def killed_broadcast(field: Field, kills: int, seed: int) -> Killed:
    """Broadcast to the crowd, killed when a random number of them has heard; then let it come to its end."""
    random, n = Random(seed), len(field.crowd)
    process = await field.start_polling()
    await field.broadcast()
    outcome = Killed(set(), {})
    for count in sorted(random.sample(range(2, n - 10), kills)):
        await field.reached(count, 60)
        await asyncio.sleep(random.uniform(0, JITTER))
        outcome.unsettled.append(await field.kill(process))
        process = await field.start()
    await field.reached(n, 60 + n / 10)
    assert await field.all_settled(), field.log()
    heard = field.delivered()
    outcome.lost = set(field.crowd) - set(heard)
    outcome.twice = {who: times - 1 for who, times in heard.items() if times > 1}
    process.terminate()
    assert await process.wait() == 0, field.log()
    return outcome
