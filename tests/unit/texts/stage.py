"""What the screens' tests play with: two voices, hostile people, and the eye of Telegram on every screen."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.model import Incident, IncidentState, Point, Response, ResponseState, Severity, Verdict, Wave
from bot.sandbox.keyboards import check_markup
from bot.sandbox.markup import parse_html
from bot.sandbox.plain import is_blank, utf16_length
from bot.telegram.keyboards import markup
from bot.texts.screen import Screen
from bot.texts.voice import Voice
from bot.texts.wording import LANGUAGES, load_wording
from bot.zones.city import load_city

T0 = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)  # 14.05 WIB
WORDING = load_wording()
CITY = load_city("semarang")
VOICES = {language: Voice(WORDING, CITY, language) for language in LANGUAGES}
ID = VOICES["id"]
ZONE = "33.74.09"
POINT: Point = (-7.0056, 110.3949)
FEW_KINDS = ("kebakaran", "kekerasan", "lainnya")  # plain, sensitive, routine
ALL_KINDS = tuple(k.key for k in CITY.kinds)
MEDIA = ("photo", "voice", "video", "document", "sticker", "location")
LOOSE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")


@dataclass(frozen=True)
class People:
    """What people typed: names, an address, details."""

    name: str
    address: str
    details: str

    @property
    def rude(self) -> bool:
        return "<" in self.name


PLAIN = People("Budi", "Jl. Kelud Raya 12", "Rumah, 2 orang terjebak.")
HOSTILE = {
    "plain": PLAIN,
    "html": People(
        '<i>Budi</i> & "Co"', '<a href="x">Jl.</a> <b>Kelud & 12', "</b></code> 1 < 2 &amp; &lt;i>"
    ),
    "direction": People(
        "\u202eidub\u202c W\u200bat\u200fi", "Jl.\u200b Kelud\u2066 12", "\u202eterjebak\u00ad \ufeffdua"
    ),
    "long": People("B" * 200, "Jalan Sangat Panjang Sekali " * 20, "kata yang panjang sekali " * 200),
    "emoji": People("🔥🔥🔥", "🏠➡️🏥", "👨‍👩‍👧 😱" * 40),
    "endless word": People("👍🏽" * 90, "x" * 700, "&" * 5000),
    "lines": People("Budi\nWati", "Jl. Kelud\n\n\n\nRT 3", "satu\n\n\n\n\ndua\n \n\n\ntiga"),
    "nothing": People("", "", ""),
}

in_every_language = pytest.mark.parametrize("voice", VOICES.values(), ids=list(VOICES))
whatever_people_type = pytest.mark.parametrize("people", HOSTILE.values(), ids=list(HOSTILE))
real_and_drill = pytest.mark.parametrize("practice", [False, True], ids=["real", "drill"])


def incident(people: People = PLAIN, kind: str = "kebakaran", **given: Any) -> Incident:
    """Open, of this kind, as these people wrote it."""
    of = CITY.kind(kind)
    return Incident(
        **{
            "id": 421,
            "state": IncidentState.OPEN,
            "number": "SMG-2026-0421",
            "kind": kind,
            "severity": Severity(of.severity.value),
            "sensitive": of.sensitive,
            "address": people.address,
            "details": people.details,
            "zone": ZONE,
            "found": "kelurahan",
            "found_name": "Gajahmungkur",
            "point": POINT,
            "author": people.name,
            "created_at": T0,
            "opened_at": T0,
            "unclaimed_since": T0,
            "wave": Wave.ZONE,
            **given,
        }
    )


def drill(original: Incident) -> Incident:
    return replace(original, drill=True, number="LAT-2026-0012")


ENDS = (IncidentState.CLOSED, IncidentState.CANCELLED, IncidentState.MERGED)


def ended(original: Incident, state: IncidentState, by: str) -> Incident:
    return replace(
        original,
        state=state,
        unclaimed_since=None,
        ended_at=T0 + timedelta(minutes=27),
        ended_by=by,
        verdict=Verdict.GENUINE,
    )


def response(state: ResponseState = ResponseState.ALARMED, **given: Any) -> Response:
    return Response(
        **{
            "incident_id": 421,
            "volunteer_id": 11,
            "state": state,
            "alarmed_at": T0,
            "distance_m": 1234.0,
            "coming_at": T0 + timedelta(minutes=1),
            **given,
        }
    )


def responses() -> Iterator[Response]:
    """One of every shape that a response can take."""
    for state in ResponseState:
        yield response(state)
    yield response(distance_m=None)
    yield response(distance_m=70.0, approximate=True)
    yield response(from_work=True)
    yield response(from_work=True, approximate=True)
    yield response(ResponseState.COMING, eta_minutes=10)
    there = response(ResponseState.ON_SCENE, on_scene_at=T0 + timedelta(minutes=8))
    for verdict in Verdict:
        yield replace(there, verdict=verdict, aid=("perdarahan", "rjp"), aid_people=3)
    yield replace(there, step="aid_what", aid=("bidai",))
    yield replace(there, step="aid_count", aid=("bidai", "luka_bakar"))
    yield replace(there, state=ResponseState.LEFT, left_at=T0 + timedelta(minutes=40))


@dataclass(frozen=True)
class Seen:
    """A screen as Telegram shows it."""

    text: str
    entities: list[dict[str, Any]]
    buttons: list[dict[str, Any]]

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


def seen(screen: Screen) -> Seen:
    """The screen, if Telegram takes it: HTML that parses, at most 4096 characters, a fitting keyboard."""
    text, entities = parse_html(screen.text)
    assert not is_blank(text), "an empty message"
    assert utf16_length(text) <= 4096, f"{utf16_length(text)} characters"
    keyboard = markup(screen)
    buttons: list[dict[str, Any]] = []
    if keyboard is not None:
        body = json.loads(keyboard.model_dump_json(exclude_none=True))
        taken = check_markup(body, "private")
        assert taken is not None, "a keyboard without buttons"
        buttons = [b for row in taken.get("inline_keyboard") or taken.get("keyboard") or [] for b in row]
        rows: list[Any] = body.get("inline_keyboard") or body.get("keyboard") or []
        assert all(rows), "an empty row of buttons"
    return Seen(text, entities, buttons)


def unmarked(shown: Seen) -> list[str]:
    """The lines and buttons that do not say LATIHAN at their beginning."""
    said = [*shown.lines, *(b["text"] for b in shown.buttons)]
    return [words for words in said if words and not words.startswith("LATIHAN ")]


def sound(screen: Screen) -> Seen:
    """Moreover it reads well: nothing scrolled away by blank lines, no stray markup, no loose characters."""
    shown = seen(screen)
    assert "\n\n\n" not in shown.text, f"two blank lines in {shown.text!r}"
    assert shown.text == shown.text.strip(), f"blank edges of {shown.text!r}"
    assert shown.lines[0].strip()
    assert {e["type"] for e in shown.entities} <= {"bold", "code"}, "markup that is not ours"
    assert LOOSE.search(shown.text) is None, f"direction or invisible characters in {shown.text!r}"
    assert "\0" not in shown.text
    for button in shown.buttons:
        assert len(button["text"]) <= 64, "a button too long for a phone"
        assert "\n" not in button["text"]
    return shown
