"""What does somebody see who joins? One question a message; the profile as they gave it."""

from collections.abc import Callable, Mapping

from bot.domain.people import Volunteer, VolunteerStatus
from bot.domain.registration import PROFILE_STEPS, SKILLS, Step
from bot.texts import format as fmt
from bot.texts.screen import Button, Press, Rows, Screen, Style
from bot.texts.voice import Voice
from bot.texts.wording import Html

Args = Mapping[str, str | int | float]


def welcome(v: Voice, user_id: str) -> Screen:
    """/start for somebody new: what this is, what it is not, what is kept."""
    rows = (
        (v.button("join", Press("join"), style=Style.SUCCESS),),
        (v.button("kept", Press("kept")),),
    )
    return Screen(v.say("start-new", city=v.city.name, id=user_id), rows)


def kept(v: Voice) -> Screen:
    """`Apa saja yang disimpan?`"""
    return Screen(v.say("join-kept"), ((v.button("join", Press("join"), style=Style.SUCCESS),),))


def question(v: Voice, person: Volunteer, args: Args) -> Screen:
    """The question that is open; without one, the profile."""
    step = Step(str(args.get("step", "")))
    screen = _SCREENS[step](v, person, args)
    if "problem" in args:
        word = fmt.shorten(fmt.tame(str(args.get("word", ""))), 60)
        text = Html(f"{v.say(str(args['problem']), word=word)}\n\n{screen.text}")
        return Screen(text, screen.rows)
    return screen


def _consent(v: Voice, person: Volunteer, args: Args) -> Screen:
    rows = (
        (v.button("agree", Press("agree"), style=Style.SUCCESS),),
        (v.button("disagree", Press("disagree")),),
    )
    return Screen(v.say("join-consent"), rows)


def _contact(v: Voice, person: Volunteer, args: Args) -> Screen:
    return Screen(v.say("join-contact"), contact_button=v.say("button-contact"))


def _name(v: Voice, person: Volunteer, args: Args) -> Screen:
    return Screen(v.say("join-name"))


def _community(v: Voice, person: Volunteer, args: Args) -> Screen:
    rows = tuple((Button(c.name, Press("community", 0, c.key)),) for c in v.city.communities)
    return Screen(v.say("join-community"), rows)


def _home(v: Voice, person: Volunteer, args: Args) -> Screen:
    return Screen(_place_text(v, args, "join-home"), _place_rows(v, args))


def _work(v: Voice, person: Volunteer, args: Args) -> Screen:
    easy = (v.button("same", Press("same")), v.button("skip", Press("skip")))
    picked = "zone" in args or "zones" in args
    rows: Rows = _place_rows(v, args) if picked else ((easy), *_place_rows(v, args))
    return Screen(_place_text(v, args, "join-work"), rows)


def _place_text(v: Voice, args: Args, key: str) -> Html:
    if "zone" in args:
        return v.say("join-village", zone=v.zone(str(args["zone"])))
    if "zones" not in args:
        return v.say(key)
    return v.say("join-which-zone" if "|" in str(args["zones"]) else "join-perhaps-zone")


def _place_rows(v: Voice, args: Args) -> Rows:
    """The zones to choose from, or the kelurahan of the chosen one."""
    if "zone" in args:
        zone = str(args["zone"])
        villages = sorted((k for k in v.city.kelurahan.values() if k.zone_code == zone), key=lambda k: k.name)
        buttons = [Button(k.name, Press("village", 0, k.code)) for k in villages]
        return _pairs([*buttons, v.button("whole-zone", Press("village", 0, zone))])
    codes = str(args["zones"]).split("|") if "zones" in args else sorted(v.city.zones, key=v.zone)
    return _pairs([Button(v.zone(c), Press("place", 0, c)) for c in codes])


def _pairs(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


def _skills(v: Voice, person: Volunteer, args: Args) -> Screen:
    def button(key: str) -> Button:
        mark = "☑️" if key in person.skills else "⬜"
        return Button(f"{mark} {v.say(f'skill-{key}')}", Press("skill", 0, key))

    done = v.button("skills-done", Press("skill", 0, "done"), style=Style.SUCCESS)
    return Screen(v.say("join-skills"), (*_pairs([button(k) for k in SKILLS]), (done,)))


def _language(v: Voice, person: Volunteer, args: Args) -> Screen:
    row = (
        Button("Bahasa Indonesia", Press("language", 0, "id")),
        Button("English", Press("language", 0, "en")),
    )
    return Screen(v.say("join-language"), (row,))


def _confirm(v: Voice, person: Volunteer, args: Args) -> Screen:
    rows = (
        (v.button("send", Press("send"), style=Style.SUCCESS),),
        *_change_rows(v, PROFILE_STEPS[:5]),
        (v.button("restart", Press("restart")),),
    )
    return Screen(Html(f"{v.say('join-confirm')}\n{facts(v, person)}"), rows)


def _profile(v: Voice, person: Volunteer, args: Args) -> Screen:
    if person.status is VolunteerStatus.REGISTERING:
        return _confirm(v, person, args)
    status = v.say(f"status-{person.status.value}")
    text = Html(f"{v.say('profile', status=status)}\n{facts(v, person)}\n{v.say('profile-change')}")
    return Screen(text, _change_rows(v, PROFILE_STEPS))


def _change_rows(v: Voice, steps: tuple[Step, ...]) -> Rows:
    return _pairs([v.button(f"edit-{s.value}", Press("edit", 0, s.value)) for s in steps])


def facts(v: Voice, person: Volunteer, *, phone: bool = True) -> Html:
    """What is known of a person; the phone only for the person and those who decide."""
    none = v.say("profile-none")
    skills = ", ".join(v.say(f"skill-{k}") if k in SKILLS else k for k in person.skills)
    home = v.zone(person.home_zone)
    if person.home_kelurahan:
        home = f"{person.home_kelurahan}, {home}"
    return v.say(
        "profile-facts",
        name=fmt.person(person.name) or none,
        phone=person.phone if phone and person.phone else none,
        community=v.community(person.community) or none,
        home=home or none,
        work=v.zone(person.work_zone) or none,
        skills=skills or none,
    )


def approval(v: Voice, person: Volunteer) -> Screen:
    """A registration, for those who decide; afterwards how it was decided."""
    if person.status is VolunteerStatus.PENDING:
        rows = (
            (
                v.button("approve", Press("approve", person.id), style=Style.SUCCESS),
                v.button("reject", Press("reject", person.id)),
            ),
        )
        return Screen(Html(f"{v.say('approval')}\n{facts(v, person)}"), rows)
    key = "approval-no" if person.status is VolunteerStatus.REJECTED else "approval-yes"
    head = v.say(key, by=fmt.person(person.decided_by), time=v.clock_zone(person.decided_at))
    return Screen(Html(f"{head}\n{facts(v, person)}"))


def test_alarm(v: Voice) -> Screen:
    """A test that nobody takes for the real thing."""
    return Screen(v.say("test-alarm"), ((v.button("heard", Press("heard"), style=Style.SUCCESS),),))


_SCREENS: dict[Step, Callable[[Voice, Volunteer, Args], Screen]] = {
    Step.NOTHING: _profile,
    Step.CONSENT: _consent,
    Step.CONTACT: _contact,
    Step.NAME: _name,
    Step.COMMUNITY: _community,
    Step.HOME: _home,
    Step.WORK: _work,
    Step.SKILLS: _skills,
    Step.LANGUAGE: _language,
    Step.CONFIRM: _confirm,
}
