"""`kentongan volunteers import FILE` and `kentongan volunteers export FILE`: the roster as a table."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import app as root
from bot.cli.errors import in_one_sentence

File = Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file.")]


def register(cli: typer.Typer) -> None:
    group = typer.Typer(help="The volunteers as a file.", no_args_is_help=True)
    group.command("import")(import_file)
    group.command("export")(export_file)
    cli.add_typer(group, name="volunteers")


@in_one_sentence
def import_file(file: File) -> None:
    """Take in the good rows of FILE; the bad ones are listed with line and reason."""
    report = asyncio.run(_import(root.settings(), file))
    print(
        f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{_count(len(report.bad), 'row')} left out."
    )
    for line in (*report.warnings, *report.bad):
        print(line)


async def _import(settings: root.Settings, file: Path) -> root.roster.ImportReport:
    city = root.load_city(settings.city)
    rows = root.roster.read_file(file)
    db = await root.open_database(settings.database_url.get_secret_value())
    try:
        return await root.roster.Roster(db, city, settings.operator_chat_id).import_rows(rows, root.utc_now())
    finally:
        await db.close()


@in_one_sentence
def export_file(file: File) -> None:
    """Write the volunteers into FILE, so that `import` finds everything unchanged."""
    report = asyncio.run(_export(root.settings(), file))
    print(f"{_count(report.written, 'volunteer')} written to {file}.")
    if report.left_out:
        print(f"{_count(report.left_out, 'registration')} left out: unfinished or rejected.")
    print("The file holds names and phone numbers: keep it where only the coordinators can read it.")


async def _export(settings: root.Settings, file: Path) -> root.roster.ExportReport:
    city = root.load_city(settings.city)
    db = await root.open_database(settings.database_url.get_secret_value())
    try:
        return await root.roster.Roster(db, city, settings.operator_chat_id).export(file)
    finally:
        await db.close()


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
