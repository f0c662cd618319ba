"""`kentongan locate TEXT|LAT,LON|-`: where is it, as the bot would read it?"""

import json
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from bot import app as root
from bot.cli.errors import fail, in_one_sentence
from bot.zones.answer import ACROSS
from bot.zones.pack import CityPack

MOST_CHARACTERS = 4000


def register(cli: typer.Typer) -> None:
    # A latitude begins with a minus: it is not an option.
    cli.command(context_settings={"ignore_unknown_options": True})(locate)


@in_one_sentence
def locate(
    text: Annotated[str, typer.Argument(help='An address, "LAT,LON", or - for lines on standard input.')],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    city: Annotated[str, typer.Option(help="Another pack than the CITY of the settings.")] = "",
) -> None:
    """Say in which kecamatan a typed address or a point lies."""
    pack = root.load_city(city or root.settings().city)
    for line in _lines(text):
        found = root.answer(pack, line)
        print(json.dumps(found, ensure_ascii=False) if as_json else _sentence(pack, found))


def _lines(text: str) -> Iterable[str]:
    if text == "-":
        yield from (line.rstrip("\n")[:MOST_CHARACTERS] for line in sys.stdin)
    elif not text.strip():
        fail('Say which place: kentongan locate "Jl. Kelud Raya 12" or kentongan locate -6.99,110.42.')
    else:
        yield text[:MOST_CHARACTERS]


def _sentence(pack: CityPack, found: dict[str, Any]) -> str:
    text = found["text"]
    match found["status"]:
        case "resolved":
            how = f"{found['how']}, {found['confidence']:.0%}"
            return f"{text}: kecamatan {found['zone']}{_village(pack, found)} ({how}){_beside(found)}"
        case "ambiguous":
            names = ", ".join(dict.fromkeys(str(c["zone"]) for c in found["candidates"]))
            words = "several kecamatan are possible" if ", " in names else "ask, it may be in kecamatan"
            return f"{text}: {words}: {names}"
        case "outside":
            return f"{text}: outside the city{_beyond(found)}"
        case _:
            return f"{text}: not found; add a kelurahan, or give LAT,LON"


def _village(pack: CityPack, found: dict[str, Any]) -> str:
    """The kelurahan; a point's is a guess where the pack has no polygon of it."""
    if not found["kelurahan"]:
        return ""
    spot = pack.located((found["lat"], found["lon"])) if found["how"].startswith("coordinates") else None
    guess = " (perkiraan)" if spot is not None and spot.kelurahan_approximate else ""
    return f", kelurahan {found['kelurahan']}{guess}"


def _beside(found: dict[str, Any]) -> str:
    """The zone across a border that is near."""
    return "".join(f"; {c['name']} of {c['zone']}" for c in found["candidates"] if c["how"] == ACROSS)


def _beyond(found: dict[str, Any]) -> str:
    inside = [c for c in found["candidates"] if c["zone"]]
    if inside:
        first = inside[0]
        return f"; with latitude and longitude swapped, {first['name']} is in kecamatan {first['zone']}"
    names = ", ".join(str(c["name"]) for c in found["candidates"])
    return f" ({names})" if names else ""
