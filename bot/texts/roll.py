"""How does the roll read? Totals first, then everybody by what they did; it adds up."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.domain.model import Response, ResponseState
from bot.domain.roll import Roll
from bot.domain.situation import Responder
from bot.texts import format as fmt
from bot.texts.screen import Screen
from bot.texts.voice import Voice
from bot.texts.wording import Html

NAMES_SHOWN = 12
ROWS_SHOWN = 20
LIMIT = 3_800  # UTF-16 units of 4,096: a drill's marks need room as well
WHY = (
    ("blocked", "why-blocked"),
    ("deactivated", "why-deactivated"),
    ("initiate", "why-never"),
    ("not found", "why-never"),
    ("expired", "why-expired"),
    ("ended", "why-dropped"),
    ("stand_down", "why-dropped"),
    ("close", "why-dropped"),
)


def roll(v: Voice, r: Roll) -> Screen:
    """The roll of one incident."""
    i = r.incident
    lines = [
        v.say(
            "roll-title",
            tag=i.tag,
            kind=v.kind_name(i),
            zone=v.zone(i.zone),
            start=v.clock(i.opened_at),
            end=v.clock_zone(i.ended_at) or v.say("roll-now"),
        ),
        v.say(
            "roll-totals",
            called=r.called,
            accepted=r.accepted,
            answered=r.answered,
            percent=round(100 * r.answered / r.called) if r.called else 0,
            came=r.came,
        ),
        v.say("roll-times", pickup=_span(v, r.pickup), arrival=_span(v, r.arrival)),
        *(_row(v, p) for p in r.took_part[:ROWS_SHOWN]),
        _more(v, len(r.took_part) - ROWS_SHOWN),
        _names(v, "roll-declined", r.declined, _declined),
        _names(v, "roll-silent", r.silent, _person),
        _failed(v, r.failed),
        v.say("roll-waiting", n=len(r.waiting)) if r.waiting else Html(""),
        v.say("roll-late", n=r.late) if r.late else Html(""),
    ]
    shown, left = fmt.within([line for line in lines if line], LIMIT)
    more = [v.say("and-more", n=left)] if left else []
    return v.for_incident(i, Screen(Html("\n".join([*shown, *more]))))


def _span(v: Voice, span: timedelta | None) -> Html:
    if span is None:
        return v.say("roll-never")
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    return v.say("roll-minutes", minutes=minutes, seconds=seconds)


def _row(v: Voice, r: Responder) -> Html:
    verdict = r.response.verdict
    extras = [v.say(f"verdict-emoji-{verdict}")] if verdict else []
    extras += [Html("⛑")] if r.response.aid_people else []
    return v.say(
        "roll-row",
        mark="📍" if r.response.on_scene_at else "🏃",
        name=fmt.person(r.name),
        community=v.community(r.community),
        story=Html(f"{_story(v, r.response)} {_stay(v, r.response)}".strip()),
        extras=Html(" ".join(extras)),
    )


def _story(v: Voice, response: Response) -> Html:
    """menuju 14.06 → tiba 14.13 → selesai 14.45."""
    parts = []
    if response.coming_at:
        parts.append(v.say("roll-coming", time=v.clock(response.coming_at)))
    if response.on_scene_at:
        parts.append(v.say("roll-on-scene", time=v.clock(response.on_scene_at)))
    if response.left_at:
        ended = "roll-left" if response.on_scene_at else "roll-withdrawn"
        if response.state is ResponseState.RELEASED:
            ended = "roll-released"
        parts.append(v.say(ended, time=v.clock(response.left_at)))
    return Html(f" {v.say('roll-arrow')} ".join(parts))


def _stay(v: Voice, response: Response) -> Html:
    """How long somebody was there: transport money is accounted for by it."""
    if response.on_scene_at is None or response.left_at is None:
        return Html("")
    minutes = max(round((response.left_at - response.on_scene_at).total_seconds() / 60), 0)
    return v.say("roll-stay", minutes=minutes)


def _more(v: Voice, n: int) -> Html:
    return v.say("and-more", n=n) if n > 0 else Html("")


def _person(v: Voice, p: Responder) -> Html:
    return v.say("roll-person", name=fmt.person(p.name), community=v.community(p.community))


def _declined(v: Voice, p: Responder) -> Html:
    return Html(f"{_person(v, p)} {v.clock(p.response.answered_at)}".strip())


def _names(v: Voice, key: str, people: Sequence[Responder], one: Callable[[Voice, Responder], Html]) -> Html:
    if not people:
        return Html("")
    names = [one(v, p) for p in people[:NAMES_SHOWN]]
    names += [more] if (more := _more(v, len(people) - NAMES_SHOWN)) else []
    return v.say(key, n=len(people), names=Html(", ".join(names)))


def _failed(v: Voice, people: Sequence[tuple[Responder, str]]) -> Html:
    if not people:
        return Html("")
    names = [
        v.say("roll-person-why", name=fmt.person(p.name), why=v.say(_why(reason)))
        for p, reason in people[:NAMES_SHOWN]
    ]
    names += [more] if (more := _more(v, len(people) - NAMES_SHOWN)) else []
    return v.say("roll-failed", n=len(people), names=Html(", ".join(names)))


def _why(reason: str) -> str:
    low = reason.lower()
    return next((key for part, key in WHY if part in low), "why-other")
