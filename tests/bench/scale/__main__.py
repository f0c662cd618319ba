"""`make bench-scale`: how does each operation grow from 1,000 to 100,000 volunteers, on either database?

With 10,000 past incidents behind them. The databases stand in memory where there is some, so a disk's part
of a commit is not in these figures. `ARGS="--sizes 1000 --incidents 500 --databases sqlite"` takes seconds.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.storage.migrate import migrate
from bot.storage.unit_of_work import Database
from tests.bench.figures import heading, row
from tests.bench.scale.operations import GOALS, PEAK, Operations, Rounds
from tests.bench.scale.seeding import Size, seed
from tests.bench.scale.starting import MEMORY, starts
from tests.conftest import FOLDER, Postgres

Took = dict[str, list[float]]
IN_MIB = (PEAK, MEMORY)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench-scale", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default="1000,10000,100000", help="volunteers")
    parser.add_argument("--incidents", type=int, default=10_000, help="past ones")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--alarms", type=int, default=Rounds.alarms, help="rounds of an alarm")
    parser.add_argument("--starts", type=int, default=5, help="rounds of a start; 0 = none")
    return parser.parse_args()


@contextmanager
def addresses(which: str) -> Iterator[Iterator[str]]:
    """Addresses of as many fresh migrated databases as are asked for."""
    with tempfile.TemporaryDirectory(prefix="kpg", dir=FOLDER) as folder:
        if which == "sqlite":
            yield (f"sqlite+aiosqlite:///{Path(folder)}/{n}.db" for n in range(100))
            return
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the wheel wants one; bare machines have none
        server = Postgres(f"{folder}/data")
        try:
            yield (server.fresh(empty=True) for _ in range(100))
        finally:
            server.stop()


def measured(url: str, size: Size, given: argparse.Namespace) -> Took:
    """All figures of one size on one database. The starts come first: they find nothing to send."""

    async def prepare() -> None:
        await migrate(url)
        db = Database(url)
        await seed(db, size)
        await db.close()

    async def operate() -> Took:
        db = Database(url)
        operations = Operations(db, size, Rounds(alarms=given.alarms))
        await operations.all()
        await db.close()
        return operations.took

    asyncio.run(prepare())
    began = asyncio.run(starts(url, given.starts)) if given.starts else {}
    return asyncio.run(operate()) | began


def table(which: str, found: dict[int, Took]) -> Iterator[str]:
    """One block per operation: its row for each size, then how it grew."""
    smallest, largest = min(found), max(found)
    for name in found[smallest]:
        yield f"{which}: {name}"
        for size, took in found.items():
            yield row(
                f"  {size:,} volunteers", took[name], "MiB" if name in IN_MIB else "ms", GOALS.get(name, "")
            )
        grown = statistics.median(found[largest][name]) / statistics.median(found[smallest][name])
        yield f"  grown × {grown:.1f} from {smallest:,} to {largest:,}"


def main() -> None:
    given = arguments()
    print(heading(), flush=True)
    print(
        f"{given.incidents:,} past incidents; the audience is the crowd of one zone: 2,000, or all of 1,000"
    )
    for which in given.databases.split(","):
        found: dict[int, Took] = {}
        with addresses(which) as urls:
            for n in (int(n) for n in given.sizes.split(",")):
                found[n] = measured(next(urls), Size(n, given.incidents), given)
        for line in table(which, found):
            print(line, flush=True)


if __name__ == "__main__":
    main()
