"""What does the operator see? First the preview, then the card, then how it ended: one message."""

from bot.domain.model import Incident, IncidentState, ResponseState
from bot.domain.situation import Responder, Situation
from bot.texts import format as fmt
from bot.texts.preview import agencies, merge_rows, preview
from bot.texts.screen import Press, Rows, Screen, Style
from bot.texts.voice import Voice
from bot.texts.volunteer import aid_names
from bot.texts.wording import Html

NAMES_SHOWN = 6


def card(v: Voice, s: Situation, other: str = "") -> Screen:
    """The incident's message in an operator's chat, whatever its state."""
    incident = s.incident
    if incident.opened_at is None:
        screen = preview(v, s, other)
    elif incident.ended:
        screen = _ended(v, s, other)
    else:
        screen = _running(v, s)
    return v.for_incident(incident, screen)


def _running(v: Voice, s: Situation) -> Screen:
    i = s.incident
    text = v.say(
        "operator-card",
        emoji=v.emoji(i),
        kind=v.kind_name(i).upper(),
        severity=v.say(f"severity-{i.severity}"),
        time=v.clock(i.opened_at),
        tag=i.tag,
        place=v.place(i),
        details=v.details(i, 300),
        delivery=_delivery(v, s),
        reach=reach(v, i),
        people=_people(v, s),
        verdict=verdict(v, i),
        aid=_aid(v, s),
        officers=_officers(v, i),
        crowd=v.say("card-crowd") if i.crowd else "",
        notes=_notes(v, s),
        agencies=agencies(v, i),
    )
    return Screen(text, _rows(v, s))


def _rows(v: Voice, s: Situation) -> Rows:
    i = s.incident
    first = (v.button("remind", Press("remind", i.id)), v.button("widen", Press("widen", i.id)))
    ends = (
        v.button("stand-down", Press("stand_down", i.id), style=Style.DANGER),
        v.button("close", Press("close", i.id), style=Style.SUCCESS),
    )
    judge = tuple(
        v.button(f"verdict-{word}", Press("judge", i.id, word)) for word in ("genuine", "hoax", "handled")
    )
    return (first, (v.button("roll", Press("roll", i.id)),), judge, ends, *merge_rows(v, s))


def _delivery(v: Voice, s: Situation) -> Html:
    d = s.delivery
    counts: dict[str, str | int] = {"called": s.called, "accepted": d.accepted, "failed": d.failed}
    if not d.waiting:
        return v.say("delivery", **counts)
    if d.seconds_left is None:
        return v.say("delivery-stuck", **counts)
    unit, n = fmt.about(d.seconds_left)
    return v.say("delivery-sending", unit=unit, n=n, **counts)


def reach(v: Voice, incident: Incident) -> Html:
    return v.reach(int(incident.wave), incident.zone)


def verdict(v: Voice, incident: Incident) -> Html:
    if incident.verdict is None or incident.standing is None:
        return Html("")
    return v.say(
        "card-verdict",
        emoji=v.say(f"verdict-emoji-{incident.verdict}"),
        verdict=v.say(f"verdict-{incident.verdict}"),
        standing=v.say(f"standing-{incident.standing}"),
    )


def _people(v: Voice, s: Situation) -> Html:
    coming, there = s.who(ResponseState.COMING), s.who(ResponseState.ON_SCENE)
    left = [r for r in s.who(ResponseState.LEFT) if r.response.on_scene_at]
    if not coming and not there and not left:
        declined, silent = s.count(ResponseState.DECLINED), s.count(ResponseState.ALARMED)
        return v.say("people-none", declined=declined, silent=silent)
    lines = []
    if coming:
        lines.append(
            v.say("people-coming", n=len(coming), names=_named(v, [_on_the_way(v, r) for r in coming]))
        )
    if there:
        lines.append(v.say("people-on-scene", n=len(there), names=_named(v, [_there(v, r) for r in there])))
    if left:
        names = [
            v.say("person-left", name=fmt.person(r.name), time=v.clock(r.response.left_at)) for r in left
        ]
        lines.append(v.say("people-left", n=len(left), names=_named(v, names)))
    return Html("\n".join(lines))


def _named(v: Voice, names: list[Html]) -> Html:
    shown = list(names[:NAMES_SHOWN])
    if len(names) > NAMES_SHOWN:
        shown.append(v.say("and-more", n=len(names) - NAMES_SHOWN))
    return Html(" · ".join(shown))


def _on_the_way(v: Voice, r: Responder) -> Html:
    who = {"name": fmt.person(r.name), "community": v.community(r.community)}
    if r.response.eta_minutes is None:
        return v.say("person-coming", **who)
    return v.say("person-coming-eta", **who, minutes=r.response.eta_minutes)


def _there(v: Voice, r: Responder) -> Html:
    return v.say(
        "person-on-scene",
        name=fmt.person(r.name),
        community=v.community(r.community),
        time=v.clock(r.response.on_scene_at),
    )


def _gone(v: Voice, r: Responder) -> Html:
    return v.say("person-left", name=fmt.person(r.name), time=v.clock(r.response.left_at))


def _aid(v: Voice, s: Situation) -> Html:
    lines = [
        v.say(
            "card-aid",
            people=r.response.aid_people,
            what=aid_names(v, r.response.aid),
            name=fmt.person(r.name),
        )
        for r in s.responders
        if r.response.aid_people
    ]
    return Html("\n".join(lines[:3]))


def _officers(v: Voice, incident: Incident) -> Html:
    if incident.officers_at is None:
        return Html("")
    return v.say("card-officers", time=v.clock(incident.officers_at), by=fmt.person(incident.officers_by))


def _notes(v: Voice, s: Situation) -> Html:
    lines = []
    for note in s.notes:
        who = {"name": fmt.person(note.name), "time": v.clock(note.at)}
        if note.text:
            lines.append(v.say("card-note", text=fmt.one_line(note.text, 120), **who))
        else:
            lines.append(v.say("card-note-media", media=v.say(f"media-{note.media}"), **who))
    return Html("\n".join(lines))


def _ended(v: Voice, s: Situation, other: str) -> Screen:
    i = s.incident
    who = {"by": v.ended_by(i), "time": v.clock_zone(i.ended_at)}
    if i.state is IncidentState.MERGED:
        head = v.say("operator-merged", **who, other=other)
    else:
        head = v.say("operator-closed" if i.state is IncidentState.CLOSED else "operator-cancelled", **who)
    text = v.say(
        "operator-ended",
        head=head,
        emoji=v.emoji(i),
        kind=v.kind_name(i),
        place=v.place(i),
        tag=i.tag,
        start=v.clock(i.opened_at),
        called=s.called,
        answered=s.called - s.count(ResponseState.ALARMED),
        came=sum(1 for r in s.responders if r.response.on_scene_at),
        verdict=verdict(v, i),
    )
    return Screen(text, ((v.button("roll", Press("roll", i.id)),),))
