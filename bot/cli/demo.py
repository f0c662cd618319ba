"""`kentongan demo`: the real bot against a small Telegram on this machine, playable in a browser."""

import asyncio
import contextlib
import errno
import fcntl
import logging
import signal
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Protocol

import structlog
import typer

from bot import app as root
from bot.cli import demo_cast as cast
from bot.cli.errors import in_one_sentence
from bot.cli.logs import start_logging

DATABASE, WORLD, LOG, OLD = "kentongan.db", "world.bin", "demo.log", "old"
DRAIN_SECONDS = 8.0  # with a slow or silent Telegram the clock goes on all the same
OWN = ("http_host", "http_port")


class Stage(Protocol):
    """What the demo asks of the small Telegram; `__main__` brings it."""

    @property
    def address(self) -> str: ...
    def now(self) -> datetime: ...
    def monotonic(self) -> float: ...
    def load(self) -> str: ...
    def set_scene(self, told: dict[str, Any]) -> None: ...
    def run_with(
        self,
        next_due: Callable[[], Awaitable[datetime | None]],
        work: Callable[[], Awaitable[None]],
        board: Callable[[], Awaitable[Mapping[str, int]]],
    ) -> None: ...
    def calm(self) -> None: ...
    async def open(self, host: str, port: int) -> None: ...
    async def bot_listens(self) -> None: ...
    async def close(self) -> None: ...


MakeStage = Callable[[Path], Stage]


def register(cli: typer.Typer, make_stage: MakeStage) -> None:
    @cli.command()
    @in_one_sentence
    def demo(
        data: Annotated[Path, typer.Option(help="Where the demo keeps its data.")] = Path("data/demo"),
    ) -> None:
        """Play the real bot on a page, without Telegram. Ctrl-C ends it and keeps the data."""
        own = root.settings(**_plain())
        asyncio.run(perform(make_stage, data, own.http_host, own.http_port))


async def perform(make_stage: MakeStage, folder: Path, host: str, port: int) -> None:
    """The whole demo, until a signal ends it. Raises StartError when it can not begin."""
    with _alone(folder), _log_into(folder / LOG):
        stage, known = _opened(make_stage, folder)
        try:
            await stage.open(host, port)
        except OSError as error:
            raise root.StartError(_no_port(port, error)) from error
        try:
            await _play(stage, folder, known=known)
        finally:
            await stage.close()


def _opened(make_stage: MakeStage, folder: Path) -> tuple[Stage, bool]:
    """The stage, and whether it goes on where it ended. World and database go on together or not at all."""
    stage = make_stage(folder / WORLD)
    if (folder / DATABASE).exists() and stage.load() == "old":
        return stage, True
    if _set_aside(folder):
        print(f"The demo's data could not be read and begins anew; the old files are in {folder / OLD}.")
    return make_stage(folder / WORLD), False


def _set_aside(folder: Path) -> bool:
    left = [file for file in folder.glob("*") if file.name.startswith((DATABASE, WORLD))]
    for file in left:
        (folder / OLD).mkdir(exist_ok=True)
        file.replace(folder / OLD / file.name)
    return bool(left)


async def _play(stage: Stage, folder: Path, *, known: bool) -> None:
    app = await root.build(_settings(stage, folder), now=stage.now, monotonic=stage.monotonic)
    if not known:
        await _people_come(app)
        stage.set_scene(cast.scene())
    stage.run_with(app.clockwork.next_due, partial(_work, app), partial(_board, app))
    loop = asyncio.get_running_loop()

    def stop() -> None:
        app.stop()
        stage.calm()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    telling = asyncio.create_task(_tell(stage), name="demo.tell")
    try:
        await app.run()
    finally:
        telling.cancel()


async def _people_come(app: root.App) -> None:
    """The volunteers come in by the same door as with `kentongan volunteers import`."""
    rows = root.roster.read_file(cast.PEOPLE)
    roster = root.roster.Roster(app.db, root.load_city(app.settings.city), app.settings.operator_chat_id)
    report = await roster.import_rows(rows, app.now())
    if report.bad:
        raise root.StartError(f"{cast.PEOPLE.name}, {report.bad[0]}")


async def _tell(stage: Stage) -> None:
    await stage.bot_listens()
    print(f"Open {stage.address} in a browser. Ctrl-C ends.", flush=True)


async def _work(app: root.App) -> None:
    """All that is due now is done and sent, as far as Telegram plays along."""
    await app.tick()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            await app.outbox.drain()


async def _board(app: root.App) -> Mapping[str, int]:
    """What stands in the outbox."""
    async with app.db.read() as work:
        tally = await work.notices.tally()
    return {state.value: number for state, number in tally.items()}


def _settings(stage: Stage, folder: Path) -> root.Settings:
    """Only the address, the token, the chat and the folder are the demo's; `.env` has no say."""
    about = {
        "telegram_api_url": stage.address,
        "bot_token": cast.TOKEN,
        "database_url": f"sqlite+aiosqlite:///{folder / DATABASE}",
        "operator_chat_id": cast.GROUP,
        "admin_ids": frozenset((cast.ADMIN,)),
        "http_host": "127.0.0.1",
        "http_port": 0,
    }
    return root.settings(**(_plain() | about))


def _plain() -> dict[str, object]:
    """Every setting at its default, so that the environment is asked for the page's own address only."""
    fields = root.Settings.model_fields
    return {name: field.get_default() for name, field in fields.items() if name not in OWN}


def _no_port(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken; set HTTP_PORT to a free one, such as HTTP_PORT={port + 1} make demo."
    return f"Port {port} can not be opened ({error.strerror}); set HTTP_HOST or HTTP_PORT to one that can."


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two demos in one folder would write over each other."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise root.StartError(f"A demo is running in {folder} already; end it first.") from None
        yield


@contextlib.contextmanager
def _log_into(path: Path) -> Iterator[None]:
    """The screen holds the address only; what the bot has to say stands in a file."""
    with path.open("a", encoding="utf-8") as file:
        logging.basicConfig(stream=file, level=logging.WARNING, force=True)
        start_logging("text")
        structlog.configure(logger_factory=structlog.WriteLoggerFactory(file=file))
        try:
            yield
        finally:
            structlog.reset_defaults()
            logging.basicConfig(level=logging.WARNING, force=True)
