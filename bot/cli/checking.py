"""`kentongan check`: is everything in place, and what is to be mended?"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import typer

from bot import app as root
from bot.cli.errors import in_one_sentence

Findings = AsyncIterator[root.checking.Finding]


def register(cli: typer.Typer) -> None:
    cli.command()(check)


@in_one_sentence
def check() -> None:
    """Examine settings, city pack, database, token, clock and operator chat; exit 1 when something is bad."""
    if asyncio.run(_print_all(root.settings())):
        raise SystemExit(1)


async def _print_all(settings: root.Settings) -> int:
    """The number of bad findings; each is printed as soon as it is known."""
    count = 0
    async for finding in _examine(settings):
        print("ok " if finding.good else "BAD", finding.text, flush=True)
        count += not finding.good
    return count


async def _examine(settings: root.Settings) -> Findings:
    bot = root.make_bot(settings)  # without a usable token there is nothing to examine
    try:
        yield root.checking.ok(
            f"settings: CITY {settings.city}, LANGUAGE {settings.language}, "
            f"Telegram at {urlsplit(settings.telegram_api_url).hostname}, admins: {len(settings.admin_ids)}"
        )
        zone: tzinfo = UTC
        try:
            city = root.load_city(settings.city)
            zone = ZoneInfo(city.timezone)
            yield root.checking.examine_city(city)
        except root.PackError as problem:
            yield root.checking.bad(f"city pack: {problem}")
        chat = settings.operator_chat_id
        try:
            db = await root.open_database(settings.database_url)
        except root.SchemaError as problem:
            yield root.checking.bad(f"database: {problem}")
        else:
            ...
    finally:
        await bot.session.close()
