"""What else is a volunteer told? Reminders, questions of the clock, the end: each a message of its own."""

from bot.domain.model import Incident, Response
from bot.texts.screen import Press, Rows, Screen, Style
from bot.texts.voice import Voice
from bot.texts.volunteer import discreet_title, distance, still_row, title, verdict_rows


def reminder(v: Voice, incident: Incident, response: Response) -> Screen:
    text = v.say(
        "reminder",
        title=discreet_title(v, incident),
        tag=incident.tag,
        distance=distance(v, response),
        nobody=v.say("reminder-nobody") if incident.unclaimed_since else "",
    )
    row = (
        v.button("coming", Press("coming", incident.id), style=Style.SUCCESS),
        v.button("decline", Press("decline", incident.id)),
    )
    return _screen(v, incident, text, (row,))


def stand_down(v: Voice, incident: Incident, response: Response) -> Screen:
    return _end(v, incident, "stand-down")


def closed(v: Voice, incident: Incident, response: Response) -> Screen:
    return _end(v, incident, "closed")


def _end(v: Voice, incident: Incident, key: str) -> Screen:
    at = incident.ended_at or incident.created_at
    text = v.say(
        key,
        tag=incident.tag,
        title=discreet_title(v, incident),
        by=v.ended_by(incident),
        day=v.day(at),
        time=v.clock_zone(at),
    )
    return _screen(v, incident, text)


def ask_coming(v: Voice, incident: Incident, response: Response) -> Screen:
    minutes = int(incident.policy.release)
    text = v.say("ask-coming", title=title(v, incident, 80), tag=incident.tag, minutes=minutes)
    row = (
        v.button("on-scene", Press("on_scene", incident.id), style=Style.SUCCESS),
        v.button("withdraw", Press("withdraw", incident.id)),
    )
    etas = tuple(v.button("eta", Press("eta", incident.id, str(m)), minutes=m) for m in (5, 10))
    return _screen(v, incident, text, (row, etas))


def released(v: Voice, incident: Incident, response: Response) -> Screen:
    return _screen(v, incident, v.say("released-notice", tag=incident.tag), (still_row(v, incident),))


def ask_verdict(v: Voice, incident: Incident, response: Response) -> Screen:
    text = v.say("ask-verdict", title=title(v, incident, 80), tag=incident.tag)
    return _screen(v, incident, text, verdict_rows(v, incident))


def coordinator(v: Voice, incident: Incident) -> Screen:
    """The city wave reached the coordinators as well."""
    text = v.say("coordinator-city", tag=incident.tag, title=discreet_title(v, incident))
    return _screen(v, incident, text)


def sos(v: Voice, incident: Incident, name: str, community: str, time: str) -> Screen:
    """To the others who are coming or on the scene."""
    text = v.say(
        "sos",
        tag=incident.tag,
        name=name,
        community=v.community(community),
        time=time,
        place=v.place(incident),
        phone=v.city.operator_phone,
    )
    return _screen(v, incident, text)


def _screen(v: Voice, incident: Incident, text: str, rows: Rows = ()) -> Screen:
    return v.for_incident(incident, Screen(text, rows, protect=incident.sensitive))
