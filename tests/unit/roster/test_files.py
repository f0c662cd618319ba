"""Files as people save them: separators, encodings, spreadsheets, and files that are none."""

from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.usecases import roster_files
from bot.usecases.roster_files import RosterError, read_file

BUDI = {"name": "Budi", "home_zone": "Tugu"}


def saved(folder: Path, data: bytes, name: str = "roster.csv") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings_are_recognised(tmp_path: Path, separator: str, encoding: str) -> None:
    """Whatever the spreadsheet of the office writes is read."""
    text = f"Home Zone{separator}NAME\r\nTugu{separator}Andr\u00e9\r\n"
    ((line, row),) = read_file(saved(tmp_path, text.encode(encoding)))
    assert line == 2
    assert (row["name"], row["home_zone"]) == ("Andr\u00e9", "Tugu")


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    """Blank lines and a cell of two lines do not shift the numbers of the rows after them."""
    data = b'name,home_zone\n\n"Budi\nSantoso",Tugu\nWati,Tugu\n'
    assert [line for line, _ in read_file(saved(tmp_path, data))] == [3, 5]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("roster.csv", b"", "is empty"),
        ("roster.csv", b"\n ,\n", "is empty"),
        ("roster.csv", b"7001,Budi,081234567890\n", "must name the columns"),
        ("roster.csv", b"name,phone\nBudi,1\n", "must name the columns"),
        ("roster.csv", b"name,home_zone\n", "no rows"),
        ("roster.csv", b"name,home_zone,name\nBudi,Tugu,B\n", "twice"),
        ("roster.csv", b'name,home_zone\n"Budi,Tugu\nWati,Tugu\n', "never closes"),
        ("roster.csv", b"name,home_zone\n" + b"x" * 200_000 + b",Tugu\n", "can not be read"),
        ("roster.xlsx", b"PK nonsense", "not a readable .xlsx"),
        ("roster.ods", b"x", "neither .csv nor .xlsx"),
    ],
)
def test_a_file_that_can_not_be_used_says_why(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    """Each fault of the whole file is one sentence, and shows no phone number."""
    with pytest.raises(RosterError, match=words) as caught:
        read_file(saved(tmp_path, data, name))
    assert "0812" not in str(caught.value)


def test_missing_and_huge_files_say_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong name, a folder and a file above the limit are refused with the mend."""
    with pytest.raises(RosterError, match="There is no file"):
        read_file(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(RosterError, match="can not be read"):
        read_file(tmp_path / "folder.csv")
    monkeypatch.setattr(roster_files, "SIZE_MAX", 3)
    with pytest.raises(RosterError, match="20 MB"):
        read_file(saved(tmp_path, b"name"))


def test_a_spreadsheet_is_read_with_its_numbers(tmp_path: Path) -> None:
    """Whole numbers come without a decimal point, empty cells as nothing, lines as the sheet counts them."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["telegram_id", "name", "home_zone", "phone"],
        [],
        [7001.0, "Budi", "Tugu", 81234567890.0],
        [None, "Wati", "Tugu"],
    ):
        sheet.append(row)
    book.save(tmp_path / "roster.xlsx")
    (third, budi), (fourth, wati) = read_file(tmp_path / "roster.xlsx")
    assert (third, budi["telegram_id"], budi["phone"]) == (3, "7001", "81234567890")
    assert (fourth, wati["telegram_id"]) == (4, "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=300), header=st.booleans(), name=st.sampled_from(["a.csv", "a.xlsx"]))
def test_no_file_breaks_the_reader(tmp_path: Path, data: bytes, header: bool, name: str) -> None:
    """Any bytes are rows or one RosterError."""
    with suppress(RosterError):
        assert read_file(saved(tmp_path, b"name,home_zone\n" * header + data, name))
