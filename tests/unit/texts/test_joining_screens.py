"""What people see who join, and what the answers to commands look like."""

import pytest

from bot.domain.people import Volunteer, VolunteerStatus
from bot.domain.registration import SKILLS, Step
from bot.texts import joining
from bot.texts.replies import reply
from bot.texts.voice import Voice
from tests.unit.texts.stage import (
    CITY,
    HOSTILE,
    ID,
    T0,
    ZONE,
    People,
    in_every_language,
    sound,
    whatever_people_type,
)

GROUPS = "everyone|newcomer|volunteer|operator|coordinator|admin"
REPLIES: dict[str, dict[str, str | int | float]] = {
    "help": {"groups": GROUPS},
    "start-known": {"name": "Budi"},
    "start-new": {"id": "7001"},
    "kept": {},
    "duty-on": {"zones": "Gajahmungkur"},
    "duty-off": {},
    "not-understood": {},
    "note-kept": {"tag": "#SMG0421"},
    "roles-unknown-role": {"word": "raja"},
    "roles-unknown-community": {"word": "x", "known": "fkpm, mik"},
    "roles-usage": {},
    "roles-granted": {"name": "Budi", "role": "operator"},
    "roles-has": {"name": "Budi", "role": "coordinator"},
    "roles-revoked": {"name": "Budi", "role": "admin"},
    "roles-hasnt": {"name": "Budi", "role": "admin"},
    "roll-none": {},
    "roll-unknown": {"word": "0421"},
    "join-sent": {},
    "join-declined": {},
    "join-known": {"status": "active"},
    "join-welcome": {"name": "Budi"},
    "join-rejected": {},
    "join-foreign-contact": {},
    "join-bad-phone": {},
    "join-phone-taken": {},
    "join-ready": {},
}


def member(people: People, status: VolunteerStatus, **given: object) -> Volunteer:
    return Volunteer(
        **{  # type: ignore[arg-type]  # a table of fields
            "id": 11,
            "telegram_id": 7001,
            "name": people.name,
            "phone": "+6281234567890",
            "community": "fkpm",
            "home_zone": ZONE,
            "home_kelurahan": "Bendan Ngisor",
            "skills": (*SKILLS, "menjahit"),
            "status": status,
            "decided_by": people.name or "Sari",
            "decided_at": T0,
            **given,
        }
    )


@in_every_language
@whatever_people_type
@pytest.mark.parametrize("step", Step)
def test_every_question_is_sound(voice: Voice, people: People, step: Step) -> None:
    """Each step of joining is one message that Telegram takes, also with what went wrong before."""
    for status in (VolunteerStatus.REGISTERING, VolunteerStatus.ACTIVE):
        person = member(people, status)
        sound(joining.question(voice, person, {"step": step.value}))
        wrong = {"step": step.value, "problem": "join-place-unknown", "word": people.address}
        shown = sound(joining.question(voice, person, wrong))
        assert len(shown.text) < 1500


@in_every_language
@pytest.mark.parametrize("step", [Step.HOME, Step.WORK])
@pytest.mark.parametrize("zone", CITY.zones)
def test_the_kelurahan_of_every_zone_can_be_tapped(voice: Voice, step: Step, zone: str) -> None:
    """Each kecamatan's kelurahan fit on one keyboard, with a way out for who does not know."""
    person = member(HOSTILE["plain"], VolunteerStatus.REGISTERING)
    shown = sound(joining.question(voice, person, {"step": step.value, "zone": zone}))
    villages = [k for k in CITY.kelurahan.values() if k.zone_code == zone]
    assert len(shown.buttons) == len(villages) + 1
    both = {"step": step.value, "zones": f"{zone}|{ZONE}"}
    assert len(sound(joining.question(voice, person, both)).buttons) == 2


@in_every_language
@whatever_people_type
@pytest.mark.parametrize("status", VolunteerStatus)
def test_every_approval_is_sound(voice: Voice, people: People, status: VolunteerStatus) -> None:
    """A registration can be decided while it is pending, and afterwards shows who decided."""
    shown = sound(joining.approval(voice, member(people, status)))
    assert bool(shown.buttons) == (status is VolunteerStatus.PENDING)


def test_a_profile_with_nothing_known_says_so() -> None:
    """Missing facts are named as missing, not left as gaps."""
    bare = Volunteer(id=11, telegram_id=7001, name="", status=VolunteerStatus.ACTIVE)
    shown = sound(joining.question(ID, bare, {}))
    assert shown.text.count("belum ada") == 6


def test_the_phone_is_told_only_where_asked_for() -> None:
    """The facts of a person can be shown without the number."""
    person = member(HOSTILE["plain"], VolunteerStatus.ACTIVE)
    assert "81234567890" in joining.facts(ID, person)
    assert "81234567890" not in joining.facts(ID, person, phone=False)


@in_every_language
def test_the_test_alarm_says_that_it_is_none(voice: Voice) -> None:
    """Nobody takes the test for the real thing."""
    shown = sound(joining.test_alarm(voice))
    assert "🔔" in shown.lines[0]
    assert len(shown.buttons) == 1


@in_every_language
@pytest.mark.parametrize("name", REPLIES)
@whatever_people_type
def test_every_answer_to_a_command_is_sound(voice: Voice, name: str, people: People) -> None:
    """Whatever words come back in an answer, Telegram takes it."""
    args = {"text": name, **REPLIES[name]}
    args |= {k: people.name or "?" for k in ("name", "word") if k in args}
    sound(reply(voice, args, (), ()))


@pytest.mark.parametrize("key", CITY.first_aid)
def test_a_first_aid_card_can_be_asked_for(key: str) -> None:
    """The button under the alarm leads to the whole card."""
    assert (
        CITY.first_aid[key].title
        in sound(reply(ID, {"text": "first-aid-card", "card": key}, (), ())).lines[0]
    )
