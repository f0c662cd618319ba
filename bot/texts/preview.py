"""What does the operator check before it is broadcast, and what is still missing?"""

from bot.domain.model import BEYOND, LINK, SWAPPED, Asking, Incident
from bot.domain.situation import Situation
from bot.texts import format as fmt
from bot.texts.screen import Button, Press, Rows, Screen, Style
from bot.texts.voice import Voice
from bot.texts.volunteer import title
from bot.texts.wording import Html
from bot.zones.locate import Located


def preview(v: Voice, s: Situation, other: str = "") -> Screen:
    """The draft with its coverage and `Siarkan`, or the one question that is open."""
    i = s.incident
    if i.ended:
        who = {"by": fmt.person(i.ended_by), "time": v.clock(i.ended_at)}
        return Screen(v.say("merged-draft", other=other, **who) if other else v.say("discarded", **who))
    ready = i.draft.asking is Asking.NOTHING and i.complete
    text = v.say(
        "preview",
        state=v.say("preview-ready") if ready else _question(v, i),
        emoji=v.emoji(i),
        kind=v.kind_name(i) or v.say("preview-kind-missing"),
        severity=v.say(f"severity-{i.severity}"),
        place=v.place(i),
        details=v.details(i),
        found=found(v, i),
        coverage=coverage(v, s) if ready else "",
        agencies=agencies(v, i),
        warning=_twins(v, s),
    )
    return Screen(text, _ready_rows(v, s) if ready else _asking_rows(v, i))


def agencies(v: Voice, incident: Incident) -> Html:
    kind = v.kind(incident)
    names = [v.city.agencies[k].name for k in kind.agencies] if kind else []
    return v.say("agencies", names=", ".join(names)) if names else Html("")


def found(v: Voice, incident: Incident) -> Html:
    """How the zone was found, said honestly."""
    if not incident.zone:
        return Html("")
    spot = v.city.located(incident.sent_point)
    if spot is not None and incident.zone in (spot.zone, spot.border_zone):
        return _spotted(v, incident, spot)
    zone = v.zone(incident.zone)
    if incident.snapped_m:
        return v.say("found-snapped", zone=zone, metres=round(incident.snapped_m))
    if incident.found in ("kelurahan", "place", "street", "junction", "geocoder"):
        return v.say(f"found-{incident.found}", zone=zone, name=fmt.one_line(incident.found_name, 60))
    return v.say(f"found-{incident.found}", zone=zone)


def _spotted(v: Voice, incident: Incident, spot: Located) -> Html:
    """The zone of a sent point: its kelurahan, the border beside it, and what of it is a guess."""
    zone = v.zone(incident.zone)
    if incident.zone != spot.zone:
        lines = [v.say("found-across", zone=zone, metres=_metres(spot), other=v.zone(spot.zone))]
    elif incident.snapped_m:
        lines = [v.say("found-snapped", zone=zone, metres=round(incident.snapped_m))]
    else:
        lines = [v.say(f"found-{incident.found}", zone=zone)]
    if spot.kelurahan and incident.zone == spot.zone:
        key = "found-village-approximate" if spot.kelurahan_approximate else "found-village"
        lines.append(v.say(key, name=spot.kelurahan))
    if spot.border_zone and incident.zone == spot.zone:
        lines.append(v.say("found-border", metres=_metres(spot), other=v.zone(spot.border_zone)))
    if spot.approximate:
        lines.append(v.say("found-approximate"))
    return Html("\n".join(lines))


def _metres(spot: Located) -> int:
    return round(spot.border_m or 0)


def coverage(v: Voice, s: Situation) -> Html:
    c = s.coverage
    counts = v.say(
        "coverage",
        called=c.called,
        on_duty=c.on_duty,
        first_aiders=c.first_aiders,
        blocked=c.blocked,
        off_duty=c.off_duty,
    )
    lines = [counts]
    lines += [v.say("coverage-untested", n=c.untested)] if c.untested else []
    lines += [] if c.called else [v.say("coverage-none")]
    return Html("\n".join(lines))


def _twins(v: Voice, s: Situation) -> Html:
    lines = [v.say("twin", tag=t.tag, title=title(v, t, 60), time=v.clock(t.opened_at)) for t in s.twins[:1]]
    return Html("\n".join(lines))


def _question(v: Voice, i: Incident) -> Html:
    d = i.draft
    if d.asking is Asking.KIND:
        return (
            v.say("ask-kind-unknown", typed=fmt.one_line(d.typed_kind, 40))
            if d.typed_kind
            else v.say("ask-kind")
        )
    if d.asking is Asking.DETAILS:
        return v.say("ask-details")
    if d.asking is Asking.CHOICE:
        return v.say("ask-choice")
    place = v.address(i, 60)
    if d.outside == SWAPPED and i.point:
        lat, lon = i.point
        return v.say("ask-place-swapped", lat=f"{lat:.5f}", lon=f"{lon:.5f}", zone=v.zone(d.zones[0]))
    if d.outside == LINK:
        return v.say("ask-place-link")
    if d.outside == BEYOND:
        return v.say("ask-place-beyond", place=place)
    if d.outside:
        return v.say("ask-place-outside", place=place, regency=d.outside)
    if d.zones:
        return v.say("ask-place-ambiguous" if len(d.zones) > 1 else "ask-place-perhaps", place=place)
    return v.say("ask-place-unknown", place=place) if i.address else v.say("ask-place")


def merge_rows(v: Voice, s: Situation) -> Rows:
    """`Gabung` with the incident that is perhaps the same event."""
    return tuple(
        (v.button("merge", Press("merge", s.incident.id, str(t.id)), tag=t.tag),) for t in s.twins[:1]
    )


def _ready_rows(v: Voice, s: Situation) -> Rows:
    i = s.incident
    return (
        *_sides(v, i),
        (v.button("broadcast", Press("broadcast", i.id), style=Style.SUCCESS),),
        (v.button("change", Press("change", i.id)), v.button("discard", Press("discard", i.id))),
        *merge_rows(v, s),
    )


def _sides(v: Voice, i: Incident) -> Rows:
    """Both zones of a point near a border; the one in use is marked."""
    spot = v.city.located(i.sent_point)
    if spot is None or spot.border_zone is None or i.zone not in (spot.zone, spot.border_zone):
        return ()
    return (
        tuple(
            v.button("zone-used" if code == i.zone else "zone", Press("zone", i.id, code), name=v.zone(code))
            for code in (spot.zone, spot.border_zone)
        ),
    )


def _asking_rows(v: Voice, i: Incident) -> Rows:
    asking = i.draft.asking
    last = [v.button("discard", Press("discard", i.id))]
    if i.complete:
        last.insert(0, v.button("back", Press("back", i.id)))
    if asking is Asking.KIND:
        return (*_kinds(v, i), tuple(last))
    if asking is Asking.CHOICE:
        parts = tuple(v.button(f"part-{p}", Press("part", i.id, p)) for p in ("kind", "place", "details"))
        return (parts, tuple(last))
    if asking is Asking.DETAILS:
        return (tuple(last),)
    return (*_zones(v, i), tuple(last))


def _kinds(v: Voice, i: Incident) -> Rows:
    keys = i.draft.kinds or tuple(k.key for k in v.city.kinds)
    buttons = [
        v.button("kind", Press("kind", i.id, k.key), emoji=k.emoji, name=k.name(v.language))
        for k in (v.city.kind(key) for key in keys)
    ]
    if i.draft.kinds:
        buttons.append(v.button("neither", Press("part", i.id, "kind")))
    return _pairs(buttons)


def _zones(v: Voice, i: Incident) -> Rows:
    codes = i.draft.zones or tuple(sorted(v.city.zones, key=v.zone))
    buttons = [v.button("zone", Press("zone", i.id, code), name=v.zone(code)) for code in codes]
    if i.draft.zones:
        other = "neither" if len(codes) > 1 else "elsewhere"
        buttons.append(v.button(other, Press("zone", i.id, "none")))
    return _pairs(buttons)


def _pairs(buttons: list[Button]) -> Rows:
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
