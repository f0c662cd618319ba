"""What the operators read besides their cards: key lines, notes, the running incidents, roles and rolls."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.model import (
    Standing,
    Verdict,
)
from bot.domain.notices import Args, Notice, NoticeKind, NoticeState, Urgency
from bot.domain.people import Grant, Role
from bot.domain.roll import make_roll
from bot.domain.situation import Responder, Situation
from bot.texts.notices import Facts, draw
from bot.texts.replies import reply
from bot.texts.roll import roll
from bot.texts.screen import Screen
from bot.texts.voice import Voice
from tests.unit.texts.stage import (
    ENDS,
    HOSTILE,
    ID,
    MEDIA,
    T0,
    People,
    drill,
    ended,
    in_every_language,
    incident,
    response,
    responses,
    sound,
    whatever_people_type,
)

AT = {"at": (T0 + timedelta(minutes=8)).isoformat()}


LINES: dict[str, Args] = {
    "first-coming": {"name": "", "community": "fkpm"},
    "first-on-scene": {"name": "", "community": "fkpm"},
    "verdict": {"name": "", "verdict": "genuine", "standing": "provisional"},
    "hoax": {},
    "aid": {"name": "", "people": 2, "aid": "rjp|bidai"},
    "officers": {"name": ""},
    "reopened": {"name": "", "community": "mik"},
    "released": {"name": ""},
    "nobody": {"called": 143, "minutes": 10},
    "widened": {"wave": 3, "n": 40},
    "empty-zone": {"zone": "Gajahmungkur", "n": 12},
    "nobody-at-all": {"zone": "Gajahmungkur", "n": 0},
    "remind": {"n": 7},
    "sos": {"name": "", "community": "fkpm"},
    "stale": {"hours": 2},
}
"""The key lines that need no other incident, with the arguments that the use cases give them."""


def owed(kind: NoticeKind, args: Args) -> Notice:
    return Notice(key="k", kind=kind, chat_id=-1, urgency=Urgency.PROMPT, incident_id=421, args=args)


@in_every_language
@whatever_people_type
@pytest.mark.parametrize("name", LINES)
def test_every_key_line_is_sound(voice: Voice, people: People, name: str) -> None:
    """Each key change is one short message with the tag, whoever it names."""
    args: Args = {**LINES[name], "line": name, **AT}
    if "name" in args:
        args["name"] = people.name or "?"
    for of in (incident(people), drill(incident(people))):
        shown = sound(draw(voice, owed(NoticeKind.LINE, args), Facts(T0, of)))
        assert of.tag in shown.text
        assert len(shown.text) < 500


@whatever_people_type
def test_field_notes_and_sos_are_sound(people: People) -> None:
    """What volunteers send from the scene reaches the desk readable."""
    facts = Facts(T0, incident(people))
    for media in MEDIA:
        note: Args = {"name": people.name, "text": people.details, "media": media}
        shown = sound(draw(ID, owed(NoticeKind.NOTE, note), facts))
        assert len(shown.text) <= 1024, "too long for a caption"
    sos: Args = {"name": people.name, "community": "fkpm", **AT}
    assert "#SMG0421" in sound(draw(ID, owed(NoticeKind.SOS, sos), facts)).lines[0]


def test_a_note_without_a_visible_letter_is_still_told() -> None:
    """A text of invisible characters only must not make the notice impossible to draw."""
    note: Args = {"name": "Budi", "text": "\u200b\u2060", "media": "", "file_id": ""}
    sound(draw(ID, owed(NoticeKind.NOTE, note), Facts(T0, incident())))


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("standing", Standing)
def test_a_verdict_line_says_how_sure_it_is(verdict: Verdict, standing: Standing) -> None:
    """Only a confirmed verdict is called so."""
    args: Args = {
        "line": "verdict",
        "name": "Budi",
        "verdict": verdict.value,
        "standing": standing.value,
        **AT,
    }
    shown = sound(draw(ID, owed(NoticeKind.LINE, args), Facts(T0, incident())))
    assert ("terkonfirmasi" in shown.text) == (standing is Standing.CONFIRMED)


@in_every_language
@pytest.mark.parametrize("n", [0, 1, 5, 40])
def test_the_running_incidents_fit_into_one_message(voice: Voice, n: int) -> None:
    """`/aktif` is readable also on the worst night, with the untaken ones on top."""
    long = HOSTILE["long"]
    running = [
        Situation(incident(long, id=i, unclaimed_since=T0 if i % 2 else None), T0) for i in range(1, n + 1)
    ]
    shown = sound(reply(voice, {"text": "active"}, running, ()))
    marks = [line[0] for line in shown.lines[1:] if line]
    assert marks == sorted(marks, key=lambda m: m != "⏳")


@pytest.mark.parametrize("n", [0, 3, 120])
def test_the_roles_fit_into_one_message(n: int) -> None:
    """`/peran` is readable also with many people and hostile names."""
    roles = [
        (7000 + i, p.name, Grant(Role.COORDINATOR, "fkpm"))
        for i, p in enumerate(([*HOSTILE.values()] * 20)[:n])
    ]
    sound(reply(ID, {"text": "roles"}, (), roles))


@in_every_language
@whatever_people_type
def test_every_roll_is_sound(voice: Voice, people: People) -> None:
    """The roll of a big incident fits and adds up, whatever became of the alarms."""
    everyone = [
        Responder(replace(r, volunteer_id=i), people.name, "fkpm")
        for i, r in enumerate([*responses(), *(response(coming_at=None) for _ in range(80))])
    ]
    reasons = ("Forbidden: bot was blocked by the user", "expired", "stand_down", "?")
    alarms = {
        r.response.volunteer_id: (list(NoticeState)[i % 5], reasons[i % 4]) for i, r in enumerate(everyone)
    }
    for of in (incident(people), ended(incident(people), ENDS[0], people.name), drill(incident(people))):
        made = make_roll(of, everyone, alarms, late=2)
        shown = sound(roll(voice, made))
        assert of.tag in shown.lines[0]
        assert made.called == len(everyone)


def test_an_empty_roll_is_sound() -> None:
    """An incident that alarmed nobody has a roll all the same."""
    screen: Screen = roll(ID, make_roll(incident(), [], {}))
    assert "0 %" in sound(screen).text
