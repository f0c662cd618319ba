"""The roster goes out as a file, and comes in again as it was."""

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from bot.domain.people import Reach, Volunteer, VolunteerStatus
from bot.domain.roster import COLUMNS
from bot.storage.unit_of_work import Database
from bot.usecases.roster import Roster
from bot.usecases.roster_files import RosterError, read_file

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
PEOPLE = (
    Volunteer(
        id=0,
        telegram_id=7001,
        name="=1+1",
        phone="+6281234567890",
        community="mik",
        home_zone="33.74.09",
        home_point=(-7.012, 110.405),
        home_exact=True,
        skills=("p3k", "menyetir"),
    ),
    Volunteer(id=0, telegram_id=7002, name="Wati; =2+2", phone="+6580001234", home_zone="33.74.16"),
    Volunteer(id=0, telegram_id=None, name="'@Joko", home_zone="33.74.16", status=VolunteerStatus.SUSPENDED),
    Volunteer(id=0, telegram_id=7004, name="Tono", status=VolunteerStatus.REGISTERING),
)


async def fill(database: Database) -> None:
    async with database.work(NOW) as work:
        for one in PEOPLE:
            point = one.home_point or ((-6.9, 110.3) if one.home_zone else None)
            reach = Reach.OK if one.telegram_id else Reach.NOT_LINKED
            await work.volunteers.add(replace(one, home_point=point, reach=reach))


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".CSV"])
async def test_what_goes_out_comes_in_unchanged(
    database: Database, roster: Roster, tmp_path: Path, ending: str
) -> None:
    """Reading the exported file into the same database finds nothing to change."""
    await fill(database)
    file = tmp_path / f"roster{ending}"
    written = await roster.export(file)
    report = await roster.import_rows(read_file(file), NOW)
    assert (written.written, written.left_out) == (3, 1)
    assert (report.unchanged, report.added, report.updated, report.bad) == (3, 0, 0, [])


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
async def test_no_cell_is_a_formula(database: Database, roster: Roster, tmp_path: Path, ending: str) -> None:
    """No cell, the negative latitude and the phones among them, begins as a formula or is one."""
    await fill(database)
    file = tmp_path / f"roster{ending}"
    await roster.export(file)
    if ending == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as lines:
            texts = [cell for row in csv.reader(lines) for cell in row]
    else:
        sheet = openpyxl.load_workbook(file)["Sheet"]
        found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in found} == {"s"}
        texts = [str(cell.value) for cell in found]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]
    assert texts[: len(COLUMNS)] == list(COLUMNS)


async def test_an_export_that_can_not_be_written_says_why(roster: Roster, tmp_path: Path) -> None:
    """A missing folder or an unknown ending is one sentence, no traceback."""
    for name in ("nowhere/roster.csv", "roster.pdf"):
        with pytest.raises(RosterError, match=r"check the folder|neither"):
            await roster.export(tmp_path / name)
