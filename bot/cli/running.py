"""`kentongan run` and `kentongan migrate`."""

import asyncio
import gc
import signal

import typer

from bot import app as root
from bot.cli.errors import in_one_sentence
from bot.cli.logs import start_logging


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
        loop.add_signal_handler(number, app.stop)
    await app.run()


@in_one_sentence
def migrate() -> None:
    """Bring the database to the newest schema."""
    print(
        "The database is at schema",
        asyncio.run(root.migrate(root.settings().database_url.get_secret_value())),
    )
