"""A pack that changes: who stood in a kecamatan that is gone is moved by points, or listed."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from shapely import union_all
from shapely.geometry import mapping, shape

from bot.domain.model import Asking, Incident, IncidentState
from bot.domain.people import Volunteer, VolunteerStatus
from bot.storage.journal import journal
from bot.storage.unit_of_work import Database
from bot.usecases.moving import Moving, ZoneError
from bot.zones.city import PACKS, load_city

NOW = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
GONE, HEIR, BESIDE = "33.74.08", "33.74.09", "33.74.07"  # Candisari, Gajahmungkur, Semarang Selatan
IN_GONE = (-7.0100, 110.4200)
PHONE = "+6281200007101"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Semarang after Candisari was joined to Gajahmungkur."""
    folder = Path(shutil.copytree(PACKS / "semarang", tmp_path / "baru"))
    (folder / "gazetteer.csv").unlink()
    polygons = json.loads((folder / "kecamatan.geojson").read_text())
    by_code = {feature["properties"]["code"]: feature for feature in polygons["features"]}
    joined = union_all([shape(by_code[code]["geometry"]) for code in (GONE, HEIR)])
    by_code[HEIR]["geometry"] = mapping(joined)
    polygons["features"] = [by_code[code] for code in by_code if code != GONE]
    (folder / "kecamatan.geojson").write_text(json.dumps(polygons))
    return put(folder / "kelurahan.csv", ",Candisari,-", ",Gajahmungkur,-").parent


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """Semarang with another name for Candisari."""
    folder = Path(shutil.copytree(PACKS / "semarang", tmp_path / "nama"))
    for path in folder.iterdir():
        put(path, "Candisari", "Candi Baru")
    return folder


def put(path: Path, old: str, new: str) -> Path:
    path.write_text(path.read_text().replace(old, new))
    return path


def volunteer(name: str, **given: object) -> Volunteer:
    return replace(Volunteer(id=0, telegram_id=None, name=name, phone=PHONE), **given)  # type: ignore[arg-type] # fields by name


async def store(database: Database, *people: Volunteer) -> list[int]:
    async with database.work(NOW) as work:
        return [(await work.volunteers.add(person)).id for person in people]


async def zones(database: Database) -> dict[str, tuple[str, str]]:
    async with database.read() as work:
        return {
            person.name: (person.home_zone, person.work_zone) for person in await work.volunteers.everyone()
        }


async def test_people_move_by_their_points(database: Database, folder: Path) -> None:
    """Homes and workplaces in a kecamatan that is gone move with their points; others stay untouched."""
    budi, _, agus, _ = await store(
        database,
        volunteer("Budi", home_zone=GONE, home_point=IN_GONE, home_exact=True, work_zone=BESIDE),
        volunteer("Wati", home_zone=BESIDE),
        volunteer("Agus", home_zone=HEIR, work_zone=GONE, work_point=IN_GONE),
        volunteer("Rina", home_zone=""),
    )
    report = await Moving(database, load_city(str(folder)), None).move(NOW)
    assert await zones(database) == {
        "Budi": (HEIR, BESIDE),
        "Wati": (BESIDE, ""),
        "Agus": (HEIR, HEIR),
        "Rina": ("", ""),
    }
    assert report.lost == []
    assert report.moved == [
        f"Budi (volunteer {budi}): home {GONE} -> Gajahmungkur",
        f"Agus (volunteer {agus}): work {GONE} -> Gajahmungkur (by a point that is not exact: please check)",
    ]
    async with database.engine.connect() as connection:
        rows = (await connection.execute(sa.select(journal.c.action, journal.c.details))).all()
    assert [(row.action, row.details["volunteer"]) for row in rows] == [("moved", budi), ("moved", agus)]


async def test_who_has_no_point_is_listed(database: Database, folder: Path) -> None:
    """Without a point nobody is placed: name, number and zone are listed, and never a phone."""
    (joko,) = await store(database, volunteer("Joko", home_zone=GONE))
    moving = Moving(database, load_city(str(folder)), None)
    report = await moving.move(NOW)
    assert (report.moved, report.lost) == ([], [f"Joko (volunteer {joko}): home zone {GONE}"])
    assert PHONE not in str(report)
    assert await zones(database) == {"Joko": (GONE, "")}
    assert "1 volunteer stands in zones" in await moving.problem()


async def test_the_city_says_what_took_its_place(database: Database, folder: Path) -> None:
    """Told which kecamatan took the old one's place, the command moves those without a point, too."""
    await store(database, volunteer("Joko", home_zone=GONE, work_zone=GONE))
    moving = Moving(database, load_city(str(folder)), None)
    assert (await moving.move(NOW, [f"{GONE} = semarang selatan"])).lost == []
    assert await zones(database) == {"Joko": (BESIDE, BESIDE)}
    assert await moving.problem() == ""
    assert (await moving.move(NOW, [f"{GONE}=Semarang Selatan"])).moved == []


@pytest.mark.parametrize("text", ["", "33.74.08", "=Candisari", "33.74.08=Atlantis", "33.74.09=Genuk"])
async def test_a_wrong_heir_is_refused(database: Database, folder: Path, text: str) -> None:
    """A text that names no zone that is gone, or no present kecamatan, is refused and nobody is moved."""
    await store(database, volunteer("Budi", home_zone=GONE, home_point=IN_GONE))
    with pytest.raises(ZoneError, match=r"\.$"):
        await Moving(database, load_city(str(folder)), None).move(NOW, [text])
    assert await zones(database) == {"Budi": (GONE, "")}


async def test_newcomers_are_asked_again(database: Database, folder: Path) -> None:
    """Who has not finished joining is not placed by others: the question comes once more."""
    await store(database, volunteer("Rina", home_zone=GONE, status=VolunteerStatus.REGISTERING))
    moving = Moving(database, load_city(str(folder)), None)
    assert (await moving.move(NOW)).lost == []
    assert await zones(database) == {"Rina": ("", "")}
    assert await moving.problem() == ""


async def test_a_renamed_kecamatan_keeps_its_people(database: Database, renamed: Path) -> None:
    """A kecamatan that only gets another name keeps its code, and nobody has to move."""
    await store(database, volunteer("Joko", home_zone=GONE))
    moving = Moving(database, load_city(str(renamed)), None)
    assert await moving.problem() == ""
    report = await moving.move(NOW)
    assert (report.moved, report.lost) == ([], [])


async def test_incidents_move_too(database: Database, folder: Path) -> None:
    """A running incident moves with its point or stays; a draft is asked for its place again."""
    lost = Incident(id=0, kind="kebakaran", zone=GONE, found="chosen", home_chat=-5, created_at=NOW)
    async with database.work(NOW) as work:
        running = replace(lost, state=IncidentState.OPEN, number="SMG-2026-0001")
        stays = await work.incidents.add(running)
        moves = await work.incidents.add(replace(running, number="SMG-2026-0002", point=IN_GONE))
        draft = await work.incidents.add(lost)
    report = await Moving(database, load_city(str(folder)), None).move(NOW)
    async with database.read() as work:
        now = {i: await work.incidents.get(i) for i in (stays.id, moves.id, draft.id)}
    assert [incident.zone for incident in now.values() if incident] == [GONE, HEIR, ""]
    asked = now[draft.id]
    assert asked is not None
    assert asked.draft.asking is Asking.PLACE
    assert len(report.moved) == 3
    assert "#SMG0001 stays in zone 33.74.08" in "\n".join(report.moved)
