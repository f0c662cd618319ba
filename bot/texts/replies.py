"""What is answered to a command or a press? Short sentences; lists where lists were asked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.errors import Refused
from bot.domain.model import ResponseState, Verdict
from bot.domain.people import Grant
from bot.domain.situation import Situation
from bot.texts import format as fmt
from bot.texts import joining
from bot.texts.screen import Screen
from bot.texts.voice import Voice
from bot.texts.volunteer import first_aid_card, title
from bot.texts.wording import Html

Args = Mapping[str, str | int | float]
LIST_LIMIT = 3_300  # UTF-16 units; the rest of 4,096 is for what stands around a list
_ENDS_KEYBOARD = ("join-sent", "join-declined", "join-welcome")


def reply(
    v: Voice, args: Args, running: Sequence[Situation], roles: Sequence[tuple[int, str, Grant]]
) -> Screen:
    """The text named in `args["text"]`, with what it lists."""
    match str(args["text"]):
        case "help":
            return Screen(_help(v, str(args["groups"])))
        case "active":
            return Screen(_active(v, running))
        case "roles":
            return Screen(_roles(v, roles))
        case "first-aid-card":
            return first_aid_card(v, str(args["card"]))
        case "start-new":
            return joining.welcome(v, str(args["id"]))
        case "kept":
            return joining.kept(v)
        case name:
            return Screen(plain(v, name, args), remove_keyboard=name in _ENDS_KEYBOARD)


def plain(v: Voice, name: str, args: Args) -> Html:
    """One text of the Fluent files with its arguments; the city's own are always there."""
    values = {k: val for k, val in args.items() if k != "text"}
    if "role" in values:
        values["role"] = v.say(f"role-{values['role']}")
    if "status" in values:
        values["status"] = v.say(f"status-{values['status']}")
    if "name" in values:
        values["name"] = fmt.person(str(values["name"]))
    if "word" in values:
        values["word"] = fmt.one_line(str(values["word"]), 40)
    return v.say(name, **{"city": v.city.name, **values})


def _help(v: Voice, groups: str) -> Html:
    lines = Html("\n".join(v.say(f"help-{g}") for g in groups.split("|")))
    return v.say("help", city=v.city.name, commands=lines)


def _active(v: Voice, running: Sequence[Situation]) -> Html:
    if not running:
        return v.say("active-none")
    untaken_first = sorted(running, key=lambda s: (s.incident.unclaimed_since is None, s.incident.id))
    shown, left = fmt.within([_active_row(v, s) for s in untaken_first], LIST_LIMIT)
    more = [v.say("and-more", n=left)] if left else []
    return Html("\n".join([v.say("active-title", n=len(running)), *shown, *more]))


def _active_row(v: Voice, s: Situation) -> Html:
    return v.say(
        "active-row",
        mark=v.say("active-untaken" if s.incident.unclaimed_since else "active-taken"),
        tag=s.incident.tag,
        title=title(v, s.incident, 60),
        time=v.clock(s.incident.opened_at),
        coming=s.count(ResponseState.COMING),
        on_scene=s.count(ResponseState.ON_SCENE),
    )


def _roles(v: Voice, roles: Sequence[tuple[int, str, Grant]]) -> Html:
    rows: list[Html] = []
    for user_id, name, grant in roles:
        who = {"role": v.say(f"role-{grant.role.value}"), "name": fmt.person(name), "id": str(user_id)}
        if grant.community:
            rows.append(v.say("roles-row-community", **who, community=v.community(grant.community)))
        else:
            rows.append(v.say("roles-row", **who))
    shown, left = fmt.within(rows or [v.say("roles-none")], LIST_LIMIT)
    more = [v.say("and-more", n=left)] if left else []
    return Html("\n".join([v.say("roles-title"), *shown, *more, "", v.say("roles-usage")]))


def toast(v: Voice, text: str, args: Args) -> str:
    """What a presser sees for a moment: plain text, at most 200 characters."""
    values = dict(args)
    if values.get("verdict") in set(Verdict):
        values["verdict"] = v.say(f"verdict-{values['verdict']}")
    return fmt.shorten(unmarked(v.say(text, phone=v.city.operator_phone, **values)), 200)


def refusal(v: Voice, refused: Refused) -> str:
    """Why not, and what to do instead: plain text, at most 200 characters."""
    at: datetime | None = refused.at
    by = fmt.person(refused.by) or v.say("operator-name")
    return fmt.shorten(unmarked(v.say(f"refused-{refused.reason.value}", by=by, time=v.clock(at))), 200)


def unmarked(html: str) -> str:
    """HTML of ours as plain text, for places that show no markup."""
    for tag in ("<b>", "</b>", "<code>", "</code>"):
        html = html.replace(tag, "")
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
