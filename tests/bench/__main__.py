"""`python -m tests.bench` = `make bench`."""

import asyncio

from tests.bench import answering, figures, restarting, starting


async def main() -> None:
    print(figures.heading())
    for part in (starting, restarting, answering):
        for line in await part.measure():
            print(line, flush=True)


asyncio.run(main())
