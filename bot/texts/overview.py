"""What does one card say of many quiet incidents? A line and a button for each, and how it ends."""

from collections.abc import Sequence

from bot.domain.model import Incident, ResponseState
from bot.domain.situation import Situation
from bot.texts import format as fmt
from bot.texts.screen import Press, Rows, Screen
from bot.texts.voice import Voice
from bot.texts.wording import Html

ROOM = 3_600  # UTF-16 units for the lines; the rest of 4,096 is for the heading
KIND = 28  # characters of a kind's name: enough for all but the longest
A_ROW = 3  # buttons side by side, each a tag
MOST_BUTTONS = 60


def card(v: Voice, quiet: Sequence[Situation]) -> Screen:
    """The overview of these incidents; without any, its end."""
    if not quiet:
        return Screen(v.say("overview-done"), silent=True)
    lines = [_line(v, s) for s in quiet]
    shown, left = fmt.within([line.text for line in lines], ROOM)
    more = [v.say("overview-more", n=left)] if left else []
    rows = Html("\n".join([*shown, *more]))
    buttons = [line.rows[0][0] for line in lines[: min(len(shown), MOST_BUTTONS)]]
    keyboard: Rows = tuple(tuple(buttons[at : at + A_ROW]) for at in range(0, len(buttons), A_ROW))
    return Screen(v.say("overview", n=len(quiet), rows=rows), keyboard, silent=True)


def former(v: Voice, incident: Incident) -> Screen:
    """What stands where a card stood before it was posted anew."""
    return v.for_incident(incident, Screen(v.say("former-card", tag=incident.tag)))


def _line(v: Voice, s: Situation) -> Screen:
    """One incident: its line and its button, marked where it is a drill."""
    i = s.incident
    text = v.say(
        "overview-row",
        tag=i.tag,
        emoji=v.emoji(i),
        kind=fmt.shorten(v.kind_name(i), KIND),
        zone=v.zone(i.zone),
        people=_people(v, s),
        time=v.clock(i.opened_at),
        crowd=v.say("overview-crowd") if i.crowd else "",
    )
    button = v.button("show", Press("show", i.id), tag=i.tag)
    return v.for_incident(i, Screen(text, ((button,),)))


def _people(v: Voice, s: Situation) -> Html:
    coming, there = s.count(ResponseState.COMING), s.count(ResponseState.ON_SCENE)
    known = [v.say("overview-coming", n=coming)] if coming else []
    known += [v.say("overview-on-scene", n=there)] if there else []
    return Html(", ".join(known))
