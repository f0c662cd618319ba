"""What does a volunteer see of an incident? One message that changes with the answer."""

from urllib.parse import urlencode

from bot.domain.model import Incident, IncidentState, Response, ResponseState, Verdict
from bot.domain.response import eta_given_at
from bot.texts import format as fmt
from bot.texts.screen import Button, Press, Rows, Screen, Style
from bot.texts.voice import Voice
from bot.texts.wording import Html

ETA_MINUTES = (5, 10, 20)
AID = ("perdarahan", "rjp", "luka_bakar", "bidai", "posisi", "temani")
AID_PEOPLE = 4
SHORT_STEPS = 3


def card(v: Voice, incident: Incident, response: Response, other: str = "") -> Screen:
    """The volunteer's own message about an incident. `other` is the tag it was merged into."""
    if incident.ended:
        screen = Screen(_ended(v, incident, other))
    else:
        screen = _DRAW[response.state](v, incident, response)
    return v.for_incident(incident, _protected(incident, screen))


def _protected(incident: Incident, screen: Screen) -> Screen:
    return Screen(screen.text, screen.rows, protect=incident.sensitive)


def title(v: Voice, incident: Incident, limit: int = fmt.ADDRESS) -> Html:
    """🔥 Kebakaran, Jl. Kelud Raya 12, Gajahmungkur."""
    return v.say("title", emoji=v.emoji(incident), kind=v.kind_name(incident), place=v.place(incident, limit))


def discreet_title(v: Voice, incident: Incident) -> Html:
    """The same for somebody who did not say "coming": of a sensitive kind only the zone is told."""
    if not incident.sensitive:
        return title(v, incident)
    zone = v.zone(incident.zone)
    return v.say("title", emoji=v.emoji(incident), kind=v.kind_name(incident), place=zone)


def alarm(v: Voice, incident: Incident, response: Response) -> Screen:
    hidden = incident.sensitive
    place = v.say("sensitive-place", zone=v.zone(incident.zone)) if hidden else v.place(incident)
    text = v.say(
        "alarm",
        emoji=v.emoji(incident),
        kind=v.kind_name(incident).upper(),
        severity=v.say(f"severity-{incident.severity}"),
        tag=incident.tag,
        place=place,
        distance=distance(v, response),
        details="" if hidden else v.details(incident),
        time=v.clock_zone(incident.created_at),
    )
    answers = (
        v.button("coming", Press("coming", incident.id), style=Style.SUCCESS),
        v.button("decline", Press("decline", incident.id)),
    )
    return Screen(text, (answers, _help_row(v, incident, show_map=not hidden)))


def distance(v: Voice, response: Response) -> Html:
    """± 1,2 km dari rumah Anda; nothing where it is not known."""
    if response.distance_m is None:
        return Html("")
    key = "distance-work" if response.from_work else "distance-home"
    return v.say(
        f"{key}-approximate" if response.approximate else key, distance=v.distance(response.distance_m)
    )


def _help_row(v: Voice, incident: Incident, *, show_map: bool) -> tuple[Button, ...]:
    phone = v.button("phone", Press("phone", incident.id))
    if incident.point is None or not show_map:
        return (phone,)
    query = urlencode({"api": 1, "query": f"{incident.point[0]:.6f},{incident.point[1]:.6f}"})
    return (v.button("map", url=f"https://www.google.com/maps/search/?{query}"), phone)


def _coming(v: Voice, incident: Incident, response: Response) -> Screen:
    eta = v.say("eta-question")
    if response.eta_minutes is not None:
        given = v.clock(eta_given_at(incident, response))
        eta = v.say("eta-given", minutes=response.eta_minutes, time=given)
    text = v.say(
        "coming",
        time=v.clock(response.coming_at),
        tag=incident.tag,
        title=title(v, incident),
        details=v.details(incident, 300),
        eta=eta,
        first_aid=first_aid_short(v, incident),
        phone=v.city.operator_phone,
    )
    etas = tuple(v.button("eta", Press("eta", incident.id, str(m)), minutes=m) for m in ETA_MINUTES)
    answers = (
        v.button("on-scene", Press("on_scene", incident.id), style=Style.SUCCESS),
        v.button("withdraw", Press("withdraw", incident.id)),
    )
    rows: Rows = (etas, answers, _help_row(v, incident, show_map=True))
    if first_aid_key(v, incident):
        rows = (*rows, (v.button("first-aid-card", Press("first_aid_card", incident.id)),))
    return Screen(text, rows)


def first_aid_key(v: Voice, incident: Incident) -> str:
    """The key of the first-aid card of this kind; empty where the pack has none."""
    kind = v.kind(incident)
    return kind.first_aid if kind and kind.first_aid in v.city.first_aid else ""


def first_aid_short(v: Voice, incident: Incident) -> Html:
    key = first_aid_key(v, incident)
    if not key:
        return Html("")
    card = v.city.first_aid[key]
    return v.say(
        "first-aid-short", review=_review(v, card.reviewed), steps=_numbered(card.steps[:SHORT_STEPS])
    )


def first_aid_card(v: Voice, key: str) -> Screen:
    """The whole card, one message."""
    card = v.city.first_aid[key]
    return Screen(
        v.say(
            "first-aid-card",
            title=card.title,
            review=_review(v, card.reviewed),
            steps=_numbered(card.steps),
            donts="\n".join(f"– {d}" for d in card.donts),
            urgent=card.urgent,
            source=card.source,
        )
    )


def _review(v: Voice, reviewed: bool) -> Html:
    return v.say("first-aid-reviewed" if reviewed else "first-aid-unreviewed")


def _numbered(steps: tuple[str, ...]) -> str:
    return "\n".join(f"{n}. {step}" for n, step in enumerate(steps, 1))


def _on_scene(v: Voice, incident: Incident, response: Response) -> Screen:
    if response.step == "aid_what":
        return _aid_what(v, incident, response)
    if response.step == "aid_count":
        return _aid_count(v, incident, response)
    text = v.say(
        "on-scene",
        time=v.clock(response.on_scene_at),
        tag=incident.tag,
        title=title(v, incident),
        own=_own(v, incident, response),
    )
    return Screen(text, on_scene_rows(v, incident))


def _own(v: Voice, incident: Incident, response: Response) -> Html:
    lines = []
    if response.verdict:
        word = response.verdict
        emoji = v.say(f"verdict-emoji-{word}")
        lines.append(v.say("own-verdict", emoji=emoji, verdict=v.say(f"verdict-{word}")))
    if response.aid_people:
        lines.append(v.say("own-aid", people=response.aid_people, what=aid_names(v, response.aid)))
    if incident.officers_at:
        lines.append(v.say("own-officers", time=v.clock(incident.officers_at)))
    return Html("\n".join(lines))


def verdict_rows(v: Voice, incident: Incident, verb: str = "vote") -> Rows:
    def button(word: Verdict) -> Button:
        return v.button(f"verdict-{word}", Press(verb, incident.id, word))

    return (
        (button(Verdict.GENUINE), button(Verdict.HOAX)),
        (button(Verdict.UNCLEAR), button(Verdict.HANDLED)),
    )


def on_scene_rows(v: Voice, incident: Incident) -> Rows:
    return (
        *verdict_rows(v, incident),
        (v.button("aid", Press("aid", incident.id)),),
        (
            v.button("crowd", Press("crowd", incident.id)),
            v.button("officers", Press("officers", incident.id)),
        ),
        (
            v.button("sos", Press("sos", incident.id), style=Style.DANGER),
            v.button("finish", Press("finish", incident.id)),
        ),
    )


def aid_names(v: Voice, keys: tuple[str, ...]) -> str:
    return ", ".join(v.say(f"aid-{k}").lower() for k in keys if k in AID)


def _aid_what(v: Voice, incident: Incident, response: Response) -> Screen:
    def button(key: str) -> Button:
        mark = "☑️" if key in response.aid else "⬜"
        return Button(f"{mark} {v.say(f'aid-{key}')}", Press("aid_what", incident.id, key))

    buttons = [button(key) for key in AID]
    pairs = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    last = (
        v.button("aid-next", Press("aid_next", incident.id), style=Style.PRIMARY),
        v.button("back", Press("aid_back", incident.id)),
    )
    return Screen(v.say("aid-what", tag=incident.tag), (*pairs, last))


def _aid_count(v: Voice, incident: Incident, response: Response) -> Screen:
    counts = tuple(
        v.button(
            "aid-people" if n < AID_PEOPLE else "aid-people-more",
            Press("aid_count", incident.id, str(n)),
            n=n,
        )
        for n in range(1, AID_PEOPLE + 1)
    )
    text = v.say("aid-count", tag=incident.tag, what=aid_names(v, response.aid))
    return Screen(text, (counts[:2], counts[2:], (v.button("back", Press("aid_back", incident.id)),)))


def _declined(v: Voice, incident: Incident, response: Response) -> Screen:
    text = v.say("declined", tag=incident.tag, title=discreet_title(v, incident))
    return Screen(text, ((v.button("coming", Press("coming", incident.id)),),))


def _left(v: Voice, incident: Incident, response: Response) -> Screen:
    key = "left" if response.on_scene_at else "withdrawn"
    text = v.say(key, time=v.clock(response.left_at), tag=incident.tag, title=discreet_title(v, incident))
    return Screen(text, ((v.button("coming", Press("coming", incident.id)),),))


def _released(v: Voice, incident: Incident, response: Response) -> Screen:
    text = v.say("released", tag=incident.tag, title=discreet_title(v, incident))
    return Screen(text, (still_row(v, incident),))


def still_row(v: Voice, incident: Incident) -> tuple[Button, ...]:
    return (
        v.button("coming", Press("coming", incident.id), style=Style.SUCCESS),
        v.button("on-scene", Press("on_scene", incident.id)),
    )


def _ended(v: Voice, incident: Incident, other: str) -> Html:
    words = {
        IncidentState.CLOSED: "ended-closed",
        IncidentState.CANCELLED: "ended-cancelled",
        IncidentState.MERGED: "ended-merged",
    }
    common = {
        "by": v.ended_by(incident),
        "time": v.clock_zone(incident.ended_at),
        "tag": incident.tag,
        "title": discreet_title(v, incident),
    }
    if incident.state is IncidentState.MERGED:
        return v.say(words[incident.state], **common, other=other)
    return v.say(words[incident.state], **common)


_DRAW = {
    ResponseState.ALARMED: alarm,
    ResponseState.DECLINED: _declined,
    ResponseState.COMING: _coming,
    ResponseState.ON_SCENE: _on_scene,
    ResponseState.LEFT: _left,
    ResponseState.RELEASED: _released,
}
