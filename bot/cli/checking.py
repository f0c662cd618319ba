"""`kentongan check`: is everything in place, and what is to be mended?"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import typer

from bot import app as root
from bot.cli.errors import in_one_sentence
from bot.domain.finding import Finding, bad, ok
from bot.telegram import examining
from bot.usecases import checking


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


async def _examine(settings: root.Settings) -> AsyncIterator[Finding]:
    bot = root.make_bot(settings)  # without a usable token there is nothing to examine
    try:
        yield _settings(settings)
        pack, zone = _city(settings.city)
        yield pack
        stored, chat_id = await _database(settings, zone)
        for finding in stored:
            yield finding
        token, me, answers = await examining.examine_token(bot)
        yield token
        if answers:
            yield await examining.examine_clock(bot, settings.telegram_api_url, root.utc_now)
        if me is not None and settings.webhook_url:
            yield await examining.examine_webhook(bot, settings.webhook_url)
        if me is not None:
            yield await examining.examine_chat(bot, me, settings.operator_chat_id, chat_id)
    finally:
        await bot.session.close()


def _settings(settings: root.Settings) -> Finding:
    if settings.webhook_url and settings.webhook_secret is None:
        return bad(f"settings: {root.NO_SECRET}")
    host = urlsplit(settings.telegram_api_url).hostname
    admins = len(settings.admin_ids) or "none (ADMIN_IDS is empty, so nobody can give roles)"
    return ok(
        f"settings: CITY {settings.city}, LANGUAGE {settings.language}, Telegram at {host}, admins: {admins}"
    )


def _city(name: str) -> tuple[Finding, tzinfo]:
    try:
        city = root.load_city(name)
    except root.PackError as problem:
        return bad(f"city pack: {problem}"), UTC
    return checking.examine_city(city), ZoneInfo(city.timezone)


async def _zones(db: root.Database, city: str) -> list[Finding]:
    """Do people stand in zones that the pack does not have? Not asked where there is no pack."""
    try:
        problem = await root.moving.Moving(db, root.load_city(city), None).problem()
    except root.PackError:
        return []
    return [bad(f"people: {problem}")] if problem else []


async def _database(settings: root.Settings, zone: tzinfo) -> tuple[list[Finding], int | None]:
    """The findings, and the operator chat's present id as far as the database knows it."""
    try:
        db = await root.open_database(settings.database_url.get_secret_value())
    except root.SchemaError as problem:
        return [bad(f"database: {problem}")], settings.operator_chat_id
    now, records = root.utc_now(), checking.Records(db)
    try:
        schema = records.stored(await root.migrate(settings.database_url.get_secret_value()))
        found = [schema, await records.own_mistakes(now, zone), await records.people()]
        found += await _zones(db, settings.city)
        return found, await records.present_chat(settings.operator_chat_id)
    finally:
        await db.close()
