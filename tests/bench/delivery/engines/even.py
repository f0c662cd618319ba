"""aiogram at an even 30 a second: each call wakes the program for itself, as it does in a paced broadcast."""

from collections import Counter

from tests.bench.delivery.engines.bare import send_by
from tests.bench.delivery.engines.frame import Job, Ready, run
from tests.bench.delivery.engines.pacer import evenly


async def send(job: Job, ready: Ready) -> Counter[str]:
    return await send_by(evenly, job, ready)


if __name__ == "__main__":
    run(send)
