"""`kentongan run` and `kentongan migrate`."""

import asyncio
import gc
import signal
from typing import Annotated

import typer

from bot import app as root
from bot.cli.errors import in_one_sentence
from bot.cli.logs import start_logging
from bot.ending import end_for_certain, leave, leave_soon

HOW_TO_PLACE = (
    "Nobody knows a point of theirs in the city. Say which kecamatan took the place of the old zone: "
    "`kentongan migrate --into OLD=NEW`, or correct a file: `kentongan volunteers export`, then `import`."
)


def register(cli: typer.Typer) -> None:
    cli.command()(run)
    cli.command()(migrate)


@in_one_sentence
def run() -> None:
    """Run the bot on Telegram, settings from .env. Ctrl-C ends it cleanly."""
    settings = root.settings()
    start_logging(settings.log_format)
    asyncio.run(_run(settings))


async def _run(settings: root.Settings) -> None:
    # Half a million objects of the libraries live as long as we do: the collector need not walk them, which
    # costs 0.2 s each time at the start and would later hold up an alarm.
    gc.freeze()
    app = await root.build(settings)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, _stop, app)
    await app.run()
    if app.broken_off:
        leave()
    leave_soon()


def _stop(app: root.App) -> None:
    """End cleanly, and in any case soon."""
    app.stop()
    end_for_certain()


@in_one_sentence
def migrate(
    into: Annotated[
        list[str] | None,
        typer.Option(metavar="OLD=NEW", help="A zone's old code and the kecamatan that took its place."),
    ] = None,
) -> None:
    """Bring the database to the newest schema, and people into the zones of the city pack."""
    settings = root.settings()
    schema = asyncio.run(root.migrate(settings.database_url.get_secret_value()))
    print("The database is at schema", schema)
    report = asyncio.run(_move(settings, into or []))
    for line in report.moved:
        print("moved:", line)
    for line in report.lost:
        print("NOT PLACED:", line)
    if report.lost:
        print(HOW_TO_PLACE)
        raise SystemExit(1)


async def _move(settings: root.Settings, into: list[str]) -> root.moving.MoveReport:
    city = root.load_city(settings.city)
    db = await root.open_database(settings.database_url.get_secret_value())
    try:
        return await root.moving.Moving(db, city, settings.operator_chat_id).move(root.utc_now(), into)
    finally:
        await db.close()
