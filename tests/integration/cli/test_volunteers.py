"""`kentongan volunteers import|export`: the roster comes in from a file and goes out into one."""

import sqlite3
from pathlib import Path

import pytest

from tests.integration.cli.conftest import Kentongan, started

HEADER = "telegram_id,name,phone,community,home_zone,work_zone,home_lat,home_lon,skills,status\n"
GOOD = "7001,Budi,0812-3456-7890,fkpm,Gajahmungkur,,,,p3k,active\n7002,Wati,,mik,33.74.16,,,,,active\n"
ODD = ",Joko,,,Tugu,,,,,active\n"
BAD = "7004,Tono,,,Atlantis,,,,,active\n"


def people(folder: Path) -> dict[str, str]:
    """Name → status, as the database has them."""
    connection = sqlite3.connect(folder / "data/kentongan.db")
    try:
        return dict(connection.execute("SELECT name, status FROM volunteers"))
    finally:
        connection.close()


async def test_good_rows_come_in_and_bad_ones_are_listed(tmp_path: Path) -> None:
    """On a fresh machine, without a token, one command brings the good rows in and lists the bad ones."""
    (tmp_path / "roster.csv").write_text(HEADER + GOOD + BAD + ODD, encoding="utf-8")
    ended = await started(tmp_path, "volunteers", "import", "roster.csv")
    first, warning, bad = ended.out.splitlines()
    assert (ended.code, ended.err) == (0, "")
    assert first == "3 added, 0 updated, 0 unchanged, 1 row left out."
    assert warning.startswith("line 5: has neither telegram_id nor phone")
    assert bad.startswith('line 4: home_zone "Atlantis" is not a kecamatan')
    assert people(tmp_path) == {"Budi": "active", "Wati": "active", "Joko": "active"}


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_what_went_out_comes_in_unchanged(kentongan: Kentongan, tmp_path: Path, name: str) -> None:
    """An exported file says what it holds, and importing it again changes nobody."""
    (tmp_path / "roster.csv").write_text(HEADER + GOOD, encoding="utf-8")
    assert kentongan("volunteers", "import", "roster.csv").code == 0
    ended = kentongan("volunteers", "export", name)
    assert ended.code == 0
    assert ended.out.splitlines()[0] == f"2 volunteers written to {name}."
    assert "phone numbers" in ended.out
    again = kentongan("volunteers", "import", name)
    assert again.out == "0 added, 0 updated, 2 unchanged, 0 rows left out.\n"


@pytest.mark.parametrize(
    ("arguments", "database", "words"),
    [
        (("import", "none.csv"), "", "There is no file"),
        (("import", "roster.ods"), "", "neither .csv nor .xlsx"),
        (("export", "nowhere/roster.csv"), "", "check the folder"),
        (("export", "roster.csv"), "mysql://localhost/x", "DATABASE_URL can not be used"),
    ],
)
def test_what_can_not_be_done_says_why(
    kentongan: Kentongan,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    database: str,
    words: str,
) -> None:
    """A file or a setting that can not be used is one sentence on the error stream, and exit 2."""
    if database:
        monkeypatch.setenv("DATABASE_URL", database)
    ended = kentongan("volunteers", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert ended.err.count("\n") == 1
