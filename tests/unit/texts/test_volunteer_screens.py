"""Every screen that a volunteer sees, in every state, however hostile the words in it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.domain.model import Incident, IncidentState, Response, ResponseState
from bot.texts import prompts, volunteer
from bot.texts.format import person
from bot.texts.screen import Screen
from bot.texts.voice import Voice
from tests.unit.texts.stage import (
    ALL_KINDS,
    CITY,
    ENDS,
    FEW_KINDS,
    HOSTILE,
    ID,
    PLAIN,
    T0,
    People,
    drill,
    ended,
    in_every_language,
    incident,
    real_and_drill,
    response,
    responses,
    sound,
    unmarked,
    whatever_people_type,
)

S = ResponseState
SECRET = People("Budi", "Jl. Rahasia 7", "Ibu dan dua anak bersembunyi")
PROMPTS = {
    "reminder": (prompts.reminder, S.ALARMED),
    "stand down": (prompts.stand_down, S.COMING),
    "closed": (prompts.closed, S.LEFT),
    "ask coming": (prompts.ask_coming, S.COMING),
    "released": (prompts.released, S.RELEASED),
    "ask verdict": (prompts.ask_verdict, S.ON_SCENE),
}
ENDINGS = ("stand down", "closed")
SHOULD_KNOW = (S.COMING, S.ON_SCENE)


def cards(v: Voice, of: Incident, people: People) -> list[Screen]:
    """The card in every state of the response and of the incident."""
    of = replace(of, officers_at=T0 + timedelta(minutes=12), officers_by=people.name)
    running = [volunteer.card(v, of, r) for r in responses()]
    over = [
        volunteer.card(v, ended(of, state, people.name), response(r), "#SMG0420")
        for state, r in product(ENDS, (S.ALARMED, S.COMING))
    ]
    return [*running, *over]


def told(v: Voice, of: Incident, people: People) -> list[Screen]:
    """Every message besides the card."""
    over = ended(of, ENDS[0], people.name)
    return [
        *(draw(v, over if name in ENDINGS else of, response(s)) for name, (draw, s) in PROMPTS.items()),
        prompts.coordinator(v, of),
        prompts.sos(v, of, person(people.name) or "?", "fkpm", "14.20"),
    ]


Draw = Callable[[Voice, Incident, People], list[Screen]]
cards_and_messages = pytest.mark.parametrize("draw", [cards, told], ids=["cards", "messages"])


@in_every_language
@whatever_people_type
@real_and_drill
@cards_and_messages
def test_every_screen_is_sound(voice: Voice, people: People, practice: bool, draw: Draw) -> None:
    """Whatever people typed, Telegram takes it, it reads well, and its first line names the incident."""
    for kind in FEW_KINDS:
        of = incident(people, kind)
        of = drill(of) if practice else of
        for screen in draw(voice, of, people):
            shown = sound(screen)
            assert of.tag in shown.lines[0]


@in_every_language
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_has_its_screens(voice: Voice, kind: str) -> None:
    """Each kind of the pack is drawn everywhere with its name."""
    name = CITY.kind(kind).name(voice.language)
    of = incident(PLAIN, kind)
    for screen in [*cards(voice, of, PLAIN), *told(voice, of, PLAIN)]:
        sound(screen)
    assert name.upper() in sound(volunteer.alarm(voice, of, response())).lines[0]


@cards_and_messages
def test_a_drill_is_marked_on_every_line_and_button(draw: Draw) -> None:
    """Nobody takes a drill for the real thing, whichever line he reads."""
    for kind in FEW_KINDS:
        for screen in draw(ID, drill(incident(PLAIN, kind)), PLAIN):
            shown = sound(screen)
            assert unmarked(shown) == []


def test_the_real_thing_is_never_marked() -> None:
    """A real incident never says "latihan"."""
    for screen in [*cards(ID, incident(), PLAIN), *told(ID, incident(), PLAIN)]:
        shown = sound(screen)
        assert "LATIHAN" not in shown.text + "".join(b["text"] for b in shown.buttons)


def discloses(screen: Screen) -> bool:
    """Does the screen tell the address, the details or the point of a sensitive incident?"""
    everything = screen.text + "".join(b.words + b.url for row in screen.rows for b in row)
    return any(word in everything for word in ("Rahasia", "bersembunyi", "-7.00", "110.39", "google"))


@pytest.mark.parametrize("state", ResponseState)
def test_a_sensitive_incident_opens_with_coming(state: ResponseState) -> None:
    """The address is told to who is coming or there, and to nobody else."""
    of = incident(SECRET, "kekerasan")
    card = volunteer.card(ID, of, response(state))
    assert discloses(card) == (state in SHOULD_KNOW)
    assert card.protect
    assert CITY.zones[of.zone].name in card.text


@pytest.mark.parametrize("state", ENDS)
@pytest.mark.parametrize("part", ResponseState)
def test_a_sensitive_incident_closes_again(state: IncidentState, part: ResponseState) -> None:
    """After the end the address is gone from every phone."""
    over = ended(incident(SECRET, "kekerasan"), state, "Sari")
    assert not discloses(volunteer.card(ID, over, response(part), "#SMG0420"))


@pytest.mark.parametrize("name", PROMPTS)
def test_messages_of_a_sensitive_incident(name: str) -> None:
    """Reminders and endings tell the zone only; questions go to people who know the address already."""
    draw, state = PROMPTS[name]
    over = ended(incident(SECRET, "kekerasan"), ENDS[0], "Sari")
    for of in (incident(SECRET, "kekerasan"), over):
        screen = draw(ID, of, response(state))
        assert screen.protect
        assert not discloses(screen) or name.startswith("ask")


def test_coordinators_hear_of_a_sensitive_incident_without_its_address() -> None:
    """Who is only asked to find volunteers needs no address."""
    assert not discloses(prompts.coordinator(ID, incident(SECRET, "kekerasan")))


def test_an_ordinary_incident_is_open_to_all_alarmed() -> None:
    """The alarm of a fire tells where and what, with a map."""
    screen = volunteer.card(ID, incident(SECRET), response())
    shown = sound(screen)
    assert "Jl. Rahasia 7" in shown.text
    assert "bersembunyi" in shown.text
    assert [b["url"] for b in shown.buttons if "url" in b] == [
        "https://www.google.com/maps/search/?api=1&query=-7.005600%2C110.394900"
    ]
    assert not screen.protect


def test_hostile_words_are_shown_as_typed() -> None:
    """HTML in names and addresses is shown, not obeyed."""
    html = HOSTILE["html"]
    shown = sound(volunteer.card(ID, incident(html), response()))
    assert '<a href="x">Jl.</a> <b>Kelud & 12' in shown.text
    assert "</b></code> 1 < 2 &amp; &lt;i>" in shown.text
    over = sound(volunteer.card(ID, ended(incident(html), ENDS[0], html.name), response()))
    assert '<i>Budi</i> & "Co"' in over.text


def test_a_long_report_is_cut_on_a_word() -> None:
    """Five thousand characters of details leave the buttons on the screen."""
    long = HOSTILE["long"]
    shown = sound(volunteer.card(ID, incident(long), response()))
    assert len(shown.text) < 1100
    assert re.search(r" (kata|yang|panjang|sekali)…\n", shown.text)


FIRST_LINES = {
    S.ALARMED: "🔥 KEBAKARAN · darurat   #SMG0421",
    S.COMING: "🏃 Anda menuju lokasi · 14.06   #SMG0421",
    S.ON_SCENE: "📍 Anda di lokasi · 14.13   #SMG0421",
}
BUTTONS = {
    S.ALARMED: ["Menuju lokasi", "Tidak bisa", "Buka peta", "Hubungi operator"],
    S.COMING: ["5 menit", "10 menit", "20 menit", "Sudah di lokasi", "Batal menuju", "Buka peta",
               "Hubungi operator", "Pertolongan pertama"],
    S.ON_SCENE: ["Benar terjadi", "Palsu", "Belum jelas", "Sudah ditangani", "Pertolongan pertama diberikan",
                 "Ramai kerumunan", "Petugas tiba", "SOS relawan", "Selesai"],
}  # fmt: skip


@pytest.mark.parametrize("state", BUTTONS)
def test_the_contract_of_the_alarm(state: ResponseState) -> None:
    """The first line says what it is, and the buttons carry the words of the contract, in their order."""
    drawn = volunteer.card(ID, incident(), response(state, on_scene_at=T0 + timedelta(minutes=8)))
    shown = sound(drawn)
    assert shown.lines[0] == FIRST_LINES[state]
    assert [
        word for word, b in zip(BUTTONS[state], shown.buttons, strict=True) if word not in b["text"]
    ] == []


@pytest.mark.parametrize(
    ("given_fields", "words"),
    [
        ({}, "± 1,2 km dari rumah Anda"),
        ({"from_work": True}, "± 1,2 km dari tempat kerja Anda"),
        ({"approximate": True}, "± 1,2 km dari rumah Anda (perkiraan)"),
        ({"approximate": True, "from_work": True}, "± 1,2 km dari tempat kerja Anda (perkiraan)"),
        ({"distance_m": None}, ""),
    ],
)
def test_the_distance_says_from_where(given_fields: dict[str, object], words: str) -> None:
    """The alarm tells how far it is from home or from work, and when that is a guess."""
    lines = sound(volunteer.card(ID, incident(), response(S.ALARMED, **given_fields))).lines
    assert ([x for x in lines if x.startswith("±")] or [""]) == [words]


@in_every_language
@pytest.mark.parametrize("key", CITY.first_aid)
def test_every_first_aid_card_is_one_message(voice: Voice, key: str) -> None:
    """The whole card fits into one message and names its source."""
    shown = sound(volunteer.first_aid_card(voice, key))
    assert CITY.first_aid[key].title in shown.lines[0]
    assert CITY.first_aid[key].source in shown.text


def test_which_first_aid_was_chosen_is_seen() -> None:
    """On the first-aid page the chosen measures are ticked and the others are not."""
    there: Response = response(S.ON_SCENE, step="aid_what", aid=("rjp",), on_scene_at=T0)
    shown = sound(volunteer.card(ID, incident(), there))
    ticked = [b["text"] for b in shown.buttons if b["text"].startswith("☑️")]
    assert len(ticked) == 1
    assert len([b for b in shown.buttons if b["text"].startswith("⬜")]) == len(volunteer.AID) - 1
