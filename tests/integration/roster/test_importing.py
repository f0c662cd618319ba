"""A file comes into the database: who is added, who is changed, who is left out."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.people import Duty, Reach, Volunteer, VolunteerStatus
from bot.storage.journal import journal
from bot.storage.unit_of_work import Database
from bot.usecases.roster import ImportReport, Roster
from bot.usecases.roster_files import read_file

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
HEADER = "telegram_id,name,phone,community,home_zone,work_zone,home_lat,home_lon,skills,status\n"


async def bring(roster: Roster, folder: Path, text: str, header: str = HEADER) -> ImportReport:
    file = folder / "roster.csv"
    file.write_text(header + text, encoding="utf-8")
    return await roster.import_rows(read_file(file), NOW)


async def person(database: Database, telegram_id: int) -> Volunteer:
    async with database.read() as work:
        found = await work.volunteers.by_telegram(telegram_id)
    assert found is not None
    return found


async def counts(database: Database) -> int:
    async with database.read() as work:
        return len(await work.volunteers.everyone())


async def keep(database: Database, volunteer: Volunteer) -> None:
    async with database.work(NOW) as work:
        await work.volunteers.save(volunteer)


async def test_an_active_row_with_an_id_can_be_alarmed_at_once(
    database: Database, roster: Roster, tmp_path: Path
) -> None:
    """Budi's row makes him active and reachable, with a place to measure from."""
    report = await bring(
        roster, tmp_path, "7001,Budi,0812-3456-7890,fkpm,Gajahmungkur,33.74.10,,,P3K,active\n"
    )
    budi = await person(database, 7001)
    assert (report.added, report.bad, report.warnings) == (1, [], [])
    assert (budi.status, budi.reach, budi.phone) == (VolunteerStatus.ACTIVE, Reach.OK, "+6281234567890")
    assert (budi.home_zone, budi.work_zone, budi.community) == ("33.74.09", "33.74.10", "fkpm")
    assert budi.home_point is not None
    assert budi.work_point is not None
    assert not budi.home_exact
    assert budi.first_aider


async def test_who_has_no_account_is_kept_as_not_linked(
    database: Database, roster: Roster, tmp_path: Path
) -> None:
    """Joko without telegram_id is on the roster but shown as unreachable."""
    await bring(roster, tmp_path, ",Joko,081234567890,,Tugu,,,,,active\n")
    async with database.read() as work:
        (joko,) = await work.volunteers.everyone()
    assert joko.reach is Reach.NOT_LINKED


async def test_good_rows_are_kept_when_others_are_bad(
    database: Database, roster: Roster, tmp_path: Path
) -> None:
    """One bad row costs only itself, and is listed with its line."""
    report = await bring(
        roster, tmp_path, "7001,Budi,,,Tugu,,,,,\n7002,Wati,,,Atlantis,,,,,\n7003,Tono,,,Tugu,,,,,\n"
    )
    assert (report.added, [b.line for b in report.bad]) == (2, [3])
    assert await counts(database) == 2


async def test_an_update_leaves_what_the_person_chose(
    database: Database, roster: Roster, tmp_path: Path
) -> None:
    """Duty, language, consent and reach are Budi's; a new import does not touch them."""
    await bring(roster, tmp_path, "7001,Budi,081234567890,,Tugu,,,,,active\n")
    own = replace(
        await person(database, 7001),
        duty=Duty.OFF_DUTY,
        language="en",
        consented_at=NOW,
        reach=Reach.BLOCKED,
    )
    await keep(database, own)
    report = await bring(roster, tmp_path, "7001,Budi Santoso,,,Mijen,,,,p3k,\n")
    after = await person(database, 7001)
    assert report.updated == 1
    assert (after.duty, after.language, after.consented_at) == (Duty.OFF_DUTY, "en", NOW)
    assert (after.reach, after.phone, after.status) == (Reach.BLOCKED, own.phone, VolunteerStatus.ACTIVE)
    assert (after.name, after.home_zone, after.skills) == ("Budi Santoso", "33.74.14", ("p3k",))


async def test_a_phone_links_an_account(database: Database, roster: Roster, tmp_path: Path) -> None:
    """Wati, known by phone only, becomes reachable when her telegram_id comes."""
    await bring(roster, tmp_path, ",Wati,081234567890,,Tugu,,,,,active\n")
    report = await bring(roster, tmp_path, "7002,Wati,+62 812-3456-7890,,Tugu,,,,,active\n")
    assert (report.added, report.updated) == (0, 1)
    assert (await person(database, 7002)).reach is Reach.OK


async def test_nobody_gets_the_phone_of_another(database: Database, roster: Roster, tmp_path: Path) -> None:
    """A row that claims Budi's phone for Wati is refused, without showing the phone."""
    await bring(roster, tmp_path, "7001,Budi,081234567890,,Tugu,,,,,\n7002,Wati,,,Tugu,,,,,\n")
    report = await bring(roster, tmp_path, "7002,Wati,081234567890,,Tugu,,,,,\n")
    assert len(report.bad) == 1
    assert "Budi" in report.bad[0].reason
    assert "34567890" not in repr(report)


async def test_a_person_without_keys_is_not_doubled(
    database: Database, roster: Roster, tmp_path: Path
) -> None:
    """The same file twice leaves one Joko, without id or phone; a phone then completes him."""
    for expected in (1, 0):
        assert (await bring(roster, tmp_path, ",Joko,,,Tugu,,,,,\n")).added == expected
    report = await bring(roster, tmp_path, ",Joko,081234567890,,Tugu,,,,,\n")
    assert (report.updated, await counts(database)) == (1, 1)


async def test_a_file_without_a_column_leaves_it(database: Database, roster: Roster, tmp_path: Path) -> None:
    """A short list of names and zones does not wipe skills or community; extra columns are named."""
    await bring(roster, tmp_path, "7001,Budi,,mik,Tugu,Mijen,,,p3k,active\n")
    report = await bring(roster, tmp_path, "Tugu;7001;Budi;x\n", "home_zone;telegram_id;name;Catatan\n")
    assert (report.unchanged, len(report.warnings)) == (1, 1)
    assert "Catatan" in report.warnings[0]


async def test_an_import_is_written_in_the_journal(
    database: Database, roster: Roster, tmp_path: Path
) -> None:
    """Each batch leaves one line with its counts and no personal data."""
    await bring(roster, tmp_path, "7001,Budi,081234567890,,Tugu,,,,,active\n")
    async with database.engine.connect() as connection:
        (entry,) = (await connection.execute(sa.select(journal))).all()
    assert entry.action == "volunteers-import"
    assert entry.details == {"rows": 1, "added": 1, "updated": 0, "unchanged": 0}


async def test_an_account_changes_with_a_warning(database: Database, roster: Roster, tmp_path: Path) -> None:
    """Budi's new account takes the old one's place, and the report says so."""
    await bring(roster, tmp_path, "7001,Budi,081234567890,,Tugu,,,,,active\n")
    report = await bring(roster, tmp_path, "7009,Budi,081234567890,,Tugu,,,,,active\n")
    assert (report.updated, await counts(database)) == (1, 1)
    assert "7001" in report.warnings[0]


@pytest.mark.parametrize("spread", ["", "-7.0{0:03d}1"])
async def test_two_thousand_rows_take_less_than_two_seconds(
    database: Database, roster: Roster, tmp_path: Path, spread: str
) -> None:
    """A whole city's roster comes in while one waits, and coming again changes nothing."""
    rows = "".join(
        f"{9000 + n},Relawan {n},0812{n:08d},mik,Gajahmungkur,Tugu,"
        f"{spread.format(n % 10)},{'110.4056' if spread else ''},p3k,active\n"
        for n in range(2000)
    )
    start = time.perf_counter()
    first = await bring(roster, tmp_path, rows)
    took = time.perf_counter() - start
    again = await bring(roster, tmp_path, rows)
    assert (first.added, again.unchanged) == (2000, 2000), (first.bad[:1], again.bad[:1])
    assert took < 2
