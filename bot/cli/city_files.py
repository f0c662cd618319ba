"""How do boundaries come in and packs go out? Limits before reading, and nothing half-written."""

import contextlib
import json
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bot.app import PackError, load_city
from bot.zones.files import CITY, OUTSIDE, POLYGONS, read_outside
from bot.zones.model import OutsidePlace

MOST_MB = 100
"""A city's kelurahan are some hundred kB to a few MB; beyond this it is a province or the country."""

Write = Callable[[Mapping[str, str]], None]


def read_boundaries(path: Path) -> str:
    """The text of a file of boundaries. Raises PackError."""
    try:
        if not path.is_file():
            raise PackError(f"{path} is no file: give the GeoJSON with the boundaries.")
        size = path.stat().st_size / 1e6
        if size > MOST_MB:
            raise PackError(
                f"{path.name} has {size:.0f} MB, more than {MOST_MB}: cut the city out of it first "
                "(ogr2ogr -where, or QGIS: Export selected features)."
            )
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PackError(
            f"{path.name} is not UTF-8 text: save the boundaries as GeoJSON (QGIS: Export, GeoJSON)."
        ) from None
    except OSError as error:
        raise PackError(f"{path} cannot be read ({error.strerror}): check its permissions.") from None


@contextlib.contextmanager
def put(out: Path, code: str, *, force: bool) -> Iterator[Write]:
    """Yield what writes a pack's files: all of them, proven by loading, or none. Raises PackError."""
    out = out.expanduser().absolute()
    try:
        renewing = _may_write(out, code, force=force)
        aside = out.with_name(f".{out.name}.new")
    except OSError as error:
        raise _unwritable(out, error) from None

    def write(files: Mapping[str, str]) -> None:
        shutil.rmtree(aside, ignore_errors=True)  # left by a machine that stopped
        out.parent.mkdir(parents=True, exist_ok=True)
        if renewing:
            shutil.copytree(out, aside)
        aside.mkdir(exist_ok=True)
        changed = [name for name in files if not (renewing and name == CITY)]
        for name in changed:
            (aside / name).write_text(files[name], encoding="utf-8", newline="\n")
        load_city(str(aside))
        if renewing:
            for name in changed:
                (aside / name).replace(out / name)
        else:
            aside.rename(out)

    try:
        yield write
    except OSError as error:
        raise _unwritable(out, error) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _unwritable(out: Path, error: OSError) -> PackError:
    return PackError(f"{out} cannot be written ({error.strerror}): choose another --out.")


def _may_write(out: Path, code: str, *, force: bool) -> bool:
    """Whether an existing pack is renewed (True) or a new one written. Raises PackError."""
    if out.exists() and not out.is_dir():
        raise PackError(f"{out} is a file: give a folder that is new or empty.")
    if not out.is_dir() or not any(out.iterdir()):
        return False
    if not force:
        raise PackError(f"{out} is not empty: give another --out, or --force to renew the pack in it.")
    if _code(out / CITY) != code:
        raise PackError(f"{out} is not the pack of {code}: --force renews only that; give another --out.")
    return True


def _code(toml: Path) -> str:
    try:
        return str(tomllib.loads(toml.read_text(encoding="utf-8")).get("code", ""))
    except (OSError, ValueError):
        return ""


def attribution_of(folder: Path) -> str:
    """Whose boundaries a pack's kecamatan.geojson says they are; empty when it does not."""
    path = folder / POLYGONS
    document = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return str(document.get("attribution") or "").strip()


def places_around(folder: Path) -> tuple[OutsidePlace, ...]:
    """The rows of a pack's outside.csv, none where there is no such file. Raises PackError."""
    path = folder.expanduser() / OUTSIDE
    try:
        return read_outside(path.read_text(encoding="utf-8"), OUTSIDE) if path.is_file() else ()
    except UnicodeDecodeError:
        raise PackError(f"{path} is not UTF-8 text: save it again as UTF-8.") from None
