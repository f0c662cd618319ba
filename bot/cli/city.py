"""`kentongan city build` and `kentongan city check DIR`: make a pack from boundaries, judge any pack."""

from pathlib import Path
from typing import Annotated

import typer

from bot import app as root
from bot.cli.city_files import attribution_of, places_around, put, read_boundaries
from bot.cli.city_list import find_register, read_around, read_register
from bot.cli.errors import in_one_sentence
from bot.zones.building.around import outside_csv
from bot.zones.building.build import build as build_pack
from bot.zones.building.judging import judge
from bot.zones.building.model import Built, Flaw, Register
from bot.zones.city import PACKS
from bot.zones.files import CITY, OUTSIDE
from bot.zones.pack import CityPack

Boundaries = Annotated[
    Path | None, typer.Option(metavar="FILE", help="GeoJSON of kelurahan or kecamatan, WGS 84.")
]
Code = Annotated[str, typer.Option(help="Kemendagri's code of the city or regency, such as 33.74.")]
Out = Annotated[Path, typer.Option(metavar="DIR", help="The pack's folder, new or empty.")]
Owner = Annotated[str, typer.Option(help="Whose boundaries these are, and their licence.")]
Near = Annotated[
    str, typer.Option(metavar="CODES", help="Regencies that border on it, for outside.csv: 35.15,35.25.")
]
Force = Annotated[bool, typer.Option("--force", help="Renew these parts of a pack; its other files stay.")]
Pack = Annotated[str, typer.Argument(metavar="DIR", help="A pack's folder, or the name of a shipped one.")]
Map = Annotated[Path | None, typer.Option("--map", metavar="FILE", help="Where the map goes (PNG).")]


def register(cli: typer.Typer) -> None:
    group = typer.Typer(help="City packs: make one from boundaries, judge one.", no_args_is_help=True)
    group.command("build")(build)
    group.command("check")(check)
    cli.add_typer(group, name="city")


@in_one_sentence
def build(
    code: Code,
    out: Out,
    boundaries: Boundaries = None,
    attribution: Owner = "",
    around: Near = "",
    force: Force = False,
) -> None:
    """Make a pack from boundaries of BIG, BPS/HDX or OSM; what was odd is listed with its mend."""
    if boundaries is None and not (around and _folder(str(out))):
        raise root.PackError(
            "Give --boundaries FILE; only a pack that exists gets --around CODES without it."
        )
    listed = read_register(code)
    neighbours = read_around(listed, around) if around else None
    with put(out, listed.code, force=force) as write:
        built = _built(boundaries, listed, attribution) if boundaries else None
        files = dict(built.files) if built else {}
        if neighbours:
            files[OUTSIDE] = outside_csv(listed, neighbours, places_around(out))
        write(files)
    if neighbours:
        print(f"{OUTSIDE} names {len(places_around(out))} places around {listed.name}.")
    if built:
        _tell(built, listed, out)


def _built(boundaries: Path, listed: Register, attribution: str) -> Built:
    return build_pack(read_boundaries(boundaries), boundaries.name, listed, attribution)


def _tell(built: Built, listed: Register, out: Path) -> None:
    print(
        f"{listed.name} ({listed.code}) is in {out}: {built.kecamatan} kecamatan, "
        f"{built.kelurahan} kelurahan, {built.points} of them with a point."
    )
    _list(built.flaws)
    print(f"Next: kentongan city check {out}, look at the map, complete {out / 'city.toml'};")
    print(f"then write into .env: CITY={out.expanduser().absolute()}")


@in_one_sentence
def check(pack: Pack, picture: Map = None) -> None:
    """Judge a pack and draw its map; exit 2 when the bot would place people wrongly with it."""
    folder = _folder(pack)
    city = root.load_city(str(folder or pack))
    flaws = judge(city, find_register(city.code))
    pairs = sum(map(len, city.neighbours.values())) // 2
    print(
        f"ok   {city.name} ({city.code}): {len(city.zones)} kecamatan, {len(city.kelurahan)} kelurahan, "
        f"{pairs} pairs of neighbours, {len(city.places)} places"
    )
    owner = attribution_of(folder or PACKS / pack)
    if city.shapes and not owner:
        flaws.append(Flaw("kecamatan.geojson has no `attribution`", "write there whose boundaries they are"))
    _list(flaws)
    print(f"map  {_draw(city, owner, picture or _target(folder, pack))}")
    if any(flaw.grave for flaw in flaws):
        raise SystemExit(2)


def _list(flaws: list[Flaw] | tuple[Flaw, ...]) -> None:
    for flaw in sorted(flaws, key=lambda flaw: not flaw.grave):
        print("BAD " if flaw.grave else "note", flaw)


def _folder(pack: str) -> Path | None:
    """The folder of that name, which goes before a shipped pack of the same name; None when there is none."""
    folder = Path(pack).expanduser().absolute()
    return folder if (folder / CITY).is_file() else None


def _target(folder: Path | None, pack: str) -> Path:
    """Beside the pack's files; but the program's own folder is no place for pictures."""
    return folder / "map.png" if folder else Path(f"{pack}.png")


def _draw(city: CityPack, owner: str, target: Path) -> Path:
    from bot.cli.city_map import draw  # the charts' library takes a second to load: only here

    try:
        draw(city, owner, target)
    except OSError as error:
        raise root.PackError(
            f"The map {target} cannot be written ({error.strerror}): choose another place with --map."
        ) from None
    return target
