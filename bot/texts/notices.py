"""Which screen does a notice show? One table from kind to screen, drawn when it is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.model import Incident, Response
from bot.domain.notices import Notice, NoticeKind
from bot.domain.people import Grant, Volunteer
from bot.domain.roll import Roll
from bot.domain.situation import Situation
from bot.texts import format as fmt
from bot.texts import joining, prompts, volunteer
from bot.texts.replies import reply
from bot.texts.roll import roll
from bot.texts.screen import Button, Press, Rows, Screen, Style
from bot.texts.voice import Voice
from bot.texts.wording import Html


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true at the moment of sending, as far as this notice needs it."""

    now: datetime
    incident: Incident | None = None
    response: Response | None = None
    person: Volunteer | None = None
    roll: Roll | None = None
    running: Sequence[Situation] = ()
    roles: Sequence[tuple[int, str, Grant]] = ()


_TO_VOLUNTEERS = {
    NoticeKind.ALARM: volunteer.card,
    NoticeKind.REMINDER: prompts.reminder,
    NoticeKind.STAND_DOWN: prompts.stand_down,
    NoticeKind.CLOSED: prompts.closed,
    NoticeKind.ASK_COMING: prompts.ask_coming,
    NoticeKind.RELEASED: prompts.released,
    NoticeKind.ASK_VERDICT: prompts.ask_verdict,
}


def draw(v: Voice, notice: Notice, facts: Facts) -> Screen:
    """The screen of a notice. Raises KeyError/ValueError for a notice that can not be drawn (a bug)."""
    to_volunteer = _TO_VOLUNTEERS.get(notice.kind)
    if to_volunteer is not None:
        assert facts.incident is not None
        assert facts.response is not None
        return to_volunteer(v, facts.incident, facts.response)
    if notice.kind is NoticeKind.TEST_ALARM:
        return joining.test_alarm(v)
    if notice.args.get("text") == "join":
        assert facts.person is not None
        return joining.question(v, facts.person, notice.args)
    if facts.roll is not None:
        return roll(v, facts.roll)
    if notice.kind is NoticeKind.REPLY:
        return reply(v, notice.args, facts.running, facts.roles)
    assert facts.incident is not None
    if notice.kind is NoticeKind.LINE:
        return line(v, notice, facts.incident)
    if notice.kind is NoticeKind.COORDINATOR:
        return prompts.coordinator(v, facts.incident)
    if notice.kind is NoticeKind.SOS:
        return _sos(v, notice, facts.incident)
    if notice.kind is NoticeKind.NOTE:
        return _note(v, notice, facts.incident)
    raise ValueError(f"no screen for a notice of kind {notice.kind}")


def line(v: Voice, notice: Notice, incident: Incident) -> Screen:
    """A key change, under the operator card."""
    at = datetime.fromisoformat(str(notice.args["at"]))
    opened = incident.opened_at or at
    args: dict[str, str | int | float] = {k: val for k, val in notice.args.items() if k not in ("line", "at")}
    args |= {"tag": incident.tag, "time": v.clock(at)}
    args.setdefault("minutes", round((at - opened).total_seconds() / 60))
    if "name" in args:
        args["name"] = fmt.person(str(args["name"]))
    if "community" in args:
        args["community"] = v.community(str(args["community"]))
    if "wave" in args:
        args["reach"] = v.reach(int(args["wave"]), incident.zone)
    if "verdict" in args:
        word = str(args["verdict"])
        args |= {"emoji": v.say(f"verdict-emoji-{word}"), "verdict": v.say(f"verdict-{word}")}
    if "text" in args:
        args["text"] = fmt.one_line(str(args["text"]), 200)
    if "standing" in args:
        args["standing"] = v.say(f"standing-{args['standing']}")
    if notice.args["line"] == "sos":
        phone = str(args.get("phone", ""))
        args["phone"] = v.say("line-phone", phone=phone) if phone else ""
    if "aid" in args:
        args["what"] = volunteer.aid_names(v, tuple(str(args["aid"]).split("|")))
    name = str(notice.args["line"])
    rows: Rows = ((_ONE_TAP[name](v, incident),),) if name in _ONE_TAP else ()
    return v.for_incident(incident, Screen(Html(v.say(f"line-{name}", **args)), rows))


_ONE_TAP: dict[str, Callable[[Voice, Incident], Button]] = {
    "hoax": lambda v, i: v.button("stand-down", Press("stand_down", i.id), style=Style.DANGER),
    "stale": lambda v, i: v.button("close", Press("close", i.id), style=Style.SUCCESS),
}
"""The lines that offer what to do now."""


def _sos(v: Voice, notice: Notice, incident: Incident) -> Screen:
    at = datetime.fromisoformat(str(notice.args["at"]))
    name, community = str(notice.args["name"]), str(notice.args["community"])
    return prompts.sos(v, incident, fmt.person(name), community, v.clock(at))


def _note(v: Voice, notice: Notice, incident: Incident) -> Screen:
    """A field note for the desk; with a photo or a voice it is the caption."""
    name, text = fmt.person(str(notice.args["name"])), fmt.one_line(str(notice.args["text"]), 500)
    media = str(notice.args["media"])
    who = {"name": name, "tag": incident.tag}
    if text or not media:
        shown = v.say("line-note", text=text, **who)
    else:
        shown = v.say("line-note-media", media=v.say(f"media-{media}"), **who)
    return v.for_incident(incident, Screen(shown, protect=incident.sensitive))
