"""`python -m tests.bench` = `make bench`."""

import asyncio

from tests.bench import addresses, answering, figures, pressing, restarting, starting, zones

PARTS = (starting, restarting, answering, pressing, zones, addresses)


async def main() -> None:
    print(figures.heading())
    for part in PARTS:
        for line in await part.measure():
            print(line, flush=True)


asyncio.run(main())
