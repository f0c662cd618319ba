"""`kentongan locate TEXT|LAT,LON|-`: where is it, as the bot would read it?"""

import json
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from bot import app as root
from bot.cli.errors import fail, in_one_sentence

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
        print(json.dumps(found, ensure_ascii=False) if as_json else _sentence(found))


def _lines(text: str) -> Iterable[str]:
    if text == "-":
        yield from (line.rstrip("\n")[:MOST_CHARACTERS] for line in sys.stdin)
    elif not text.strip():
        fail('Say which place: kentongan locate "Jl. Kelud Raya 12" or kentongan locate -6.99,110.42.')
    else:
        yield text[:MOST_CHARACTERS]


def _sentence(found: dict[str, Any]) -> str:
    text = found["text"]
    match found["status"]:
        case "resolved":
            village = f", kelurahan {found['kelurahan']}" if found["kelurahan"] else ""
            return f"{text}: kecamatan {found['zone']}{village} ({found['how']}, {found['confidence']:.0%})"
        case "ambiguous":
            names = ", ".join(dict.fromkeys(str(c["zone"]) for c in found["candidates"]))
            return f"{text}: several kecamatan are possible: {names}"
        case "outside":
            names = ", ".join(str(c["name"]) for c in found["candidates"])
            return f"{text}: outside the city{f' ({names})' if names else ''}"
        case _:
            return f"{text}: not found; add a kelurahan, or give LAT,LON"
