"""How is a table read from a .csv or .xlsx file as offices save them, and written into one?"""

import csv
import io
import warnings
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from bot.domain.roster import COLUMNS, SURPLUS
from bot.domain.roster_cells import tame

Rows = list[tuple[int, dict[str, str]]]
Table = list[tuple[int, list[str]]]
"""Lines of a file with their numbers."""
SIZE_MAX, UNPACKED_MAX = 20 * 2**20, 200 * 2**20
_BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, SyntaxError, EOFError)


class RosterError(Exception):
    """A file that can not be used as a whole; the message is one sentence with the mend."""


def read_file(path: Path) -> Rows:
    """Return line number and cells by column of each row of a .csv or .xlsx. Raises RosterError."""
    reader = {".csv": _read_csv, ".xlsx": _read_xlsx}.get(path.suffix.lower())
    if reader is None:
        raise RosterError(f"{path.name} is neither .csv nor .xlsx; save it as one of them.")
    try:
        if path.stat().st_size > SIZE_MAX:
            raise RosterError(
                f"{path.name} is larger than 20 MB; split it, or remove what is not a volunteer."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise RosterError(f"There is no file {path}; check the name and the folder.") from None
    except OSError as error:
        raise RosterError(f"{path} can not be read ({error.strerror}); check its rights.") from None
    table = [(line, row) for line, row in reader(data, path.name) if any(cell.strip() for cell in row)]
    return _by_column(table, path.name)


def _by_column(table: Table, name: str) -> Rows:
    if not table:
        raise RosterError(f"{name} is empty; its first line names the columns: {', '.join(COLUMNS)}.")
    words = [tame(cell) for cell in table[0][1]]
    header = [w.lower().replace(" ", "_") if w.lower().replace(" ", "_") in COLUMNS else w for w in words]
    if "name" not in header or not ("home_zone" in header or {"home_lat", "home_lon"} <= set(header)):
        raise RosterError(
            f"The first line of {name} must name the columns, at least name and home_zone "
            f"(or home_lat and home_lon); add such a line."
        )
    twice = next((c for c in COLUMNS if header.count(c) > 1), None)
    if twice:
        raise RosterError(f"{name} has the column {twice} twice; remove or rename one.")
    if len(table) == 1:
        raise RosterError(f"{name} has no rows below its first line; add the volunteers.")
    return [(line, _named(header, row)) for line, row in table[1:]]


def _named(header: list[str], row: list[str]) -> dict[str, str]:
    named = {column: cell for column, cell in zip(header, row, strict=False) if column}
    return named | {SURPLUS: "".join(row[len(header) :])}


def _read_csv(data: bytes, name: str) -> Table:
    text = _decoded(data).lstrip("\ufeff")
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "").lower()
    separator = max(",;\t", key=lambda s: sum(w.strip(' "') in COLUMNS for w in first.split(s)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    table: Table = []
    begin = 1
    try:
        for row in reader:
            table.append((begin, row))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise RosterError(f"Line {begin} of {name} can not be read ({error}); correct it.") from None
    if table and begin - table[-1][0] > 1 and text.count('"') % 2:
        raise RosterError(
            f"A quotation mark in line {table[-1][0]} of {name} never closes; close or remove it."
        )
    return table


def _decoded(data: bytes) -> str:
    """UTF-8, what a spreadsheet calls "Unicode text", or what Windows wrote before it knew Unicode."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _read_xlsx(data: bytes, name: str) -> Table:
    import openpyxl  # heavy, and most files are .csv

    try:
        with ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_MAX:
                raise RosterError(f"{name} is too large when unpacked; copy its rows into a new file.")
        with warnings.catch_warnings(action="ignore"):  # of features we do not read
            sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
            sheet.reset_dimensions()  # some programs write wrong ones
            table = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    except (*_BROKEN, BadZipFile, zlib_error, RuntimeError):  # the last is a password
        raise RosterError(
            f"{name} is not a readable .xlsx; open it in a spreadsheet and save it again, without a password."
        ) from None
    width = max((len(row) for row in table), default=0)
    return [(line, row + [""] * (width - len(row))) for line, row in enumerate(table, 1)]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def write_file(path: Path, table: Sequence[Sequence[str]]) -> None:
    """Write lines of cells as .csv or .xlsx; the old file stays until the new one is whole."""
    writer = {".csv": _write_csv, ".xlsx": _write_xlsx}.get(path.suffix.lower())
    if writer is None:
        raise RosterError(f"{path.name} is neither .csv nor .xlsx; name the file one of them.")
    part = path.with_name(path.name + ".part")
    try:
        writer(part, table)
        part.replace(path)
    except OSError as error:
        raise RosterError(f"{path} can not be written ({error.strerror}); check the folder.") from None


def _write_csv(path: Path, table: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # the mark tells Excel that it is UTF-8
        csv.writer(file).writerows(table)


def _write_xlsx(path: Path, table: Sequence[Sequence[str]]) -> None:
    import openpyxl  # heavy, and most files are .csv

    book = openpyxl.Workbook()
    for at, row in enumerate(table, 1):
        for column, text in enumerate(row, 1):
            cell = book.active.cell(at, column, text)
            cell.data_type, cell.number_format = "s", "@"  # text, whatever it looks like
    book.save(path)
