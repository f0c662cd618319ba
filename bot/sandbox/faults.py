"""What goes wrong with which call? Rules, matched in order, and Telegram's limits; pure: the random source
and the monotonic time are handed in, and what to do comes back as a `Plan`."""

import math
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal, get_args

from bot.sandbox.errors import ApiError, forbidden, too_many
from bot.sandbox.limits import Limits, Meter

What = Literal[
    "blocked",
    "deactivated",
    "kicked",
    "refuse",
    "too_many",
    "html",
    "delay",
    "cut_before",
    "cut_after",
    "duplicate",
]
WHATS: tuple[str, ...] = get_args(What)
TAIL = 0.8
"""Sigma of a delay with a tail: one call in a hundred takes six times the median."""


@dataclass(slots=True, kw_only=True)
class Rule:
    """One fault. Empty selectors match everything; `count` is how many matching calls it still hits.

    `duplicate` concerns updates instead of calls: there `method` names a kind of update. `seconds` is the
    range of a delay: `early` on the way there, before the limits count the call; (default) before execution;
    `late` on the way back. It is drawn evenly, or around the median `typical` with a long tail (log-normal,
    kept in the range). `scope` says what a 429 covers.
    """

    what: What
    method: str = ""
    chat: int | None = None
    count: int | None = None
    share: float = 1.0
    retry_after: int = 3
    scope: Literal["chat", "all"] = "chat"
    status: int = 502
    seconds: tuple[float, float] = (0.0, 0.0)
    typical: float = 0.0
    early: bool = False
    late: bool = False
    code: int = 400
    description: str = ""
    hits: int = 0

    def __post_init__(self) -> None:
        if self.what not in WHATS:
            raise ValueError(f"unknown fault {self.what}; known: {', '.join(WHATS)}")

    def matches(self, method: str, chat: int | None, random: Random) -> bool:
        """Does it hit this call? Spends one of its count when it does."""
        if self.count == 0 or (self.method and self.method.lower() != method.lower()):
            return False
        if self.chat is not None and self.chat != chat:
            return False
        if self.share < 1.0 and random.random() >= self.share:
            return False
        if self.count is not None:
            self.count -= 1
        self.hits += 1
        return True

    def drawn(self, random: Random) -> float:
        """Seconds of this delay for one call."""
        low, high = self.seconds
        if not self.typical:
            return random.uniform(low, high)
        return min(high, max(low, random.lognormvariate(math.log(self.typical), TAIL)))


@dataclass(slots=True)
class Plan:
    """What happens to one call: waits, and at most one of error, HTML page and cut."""

    delay: float = 0.0
    late: float = 0.0
    error: ApiError | None = None
    html: int = 0
    cut: Literal["", "before", "after"] = ""

    @property
    def final(self) -> bool:
        """Is the call's fate decided?"""
        return self.error is not None or bool(self.html) or bool(self.cut)


@dataclass(slots=True)
class Faults:
    """All rules, the limits, and the running waits of every bot."""

    random: Random = field(default_factory=lambda: Random(112))
    rules: list[Rule] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)
    meters: dict[int, Meter] = field(default_factory=dict)
    accepting: bool = True

    def add(self, rule: Rule) -> Rule:
        """Append a rule."""
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """No rules and no running waits any more; the limits stay."""
        self.rules.clear()
        for meter in self.meters.values():
            meter.waits.clear()

    def set_limits(self, limits: Limits) -> None:
        """Switch limits; counting and waits begin anew."""
        self.limits = limits
        self.meters = {
            bot: Meter(replace(limits), into_wait=old.into_wait) for bot, old in self.meters.items()
        }

    def into_wait(self) -> int:
        """How many calls were made into a wait that the bot had been told of."""
        return sum(meter.into_wait for meter in self.meters.values())

    def way_there(self, method: str, chat: int | None) -> float:
        """Seconds that a call that sets out now takes until it is counted."""
        return sum(
            rule.drawn(self.random)
            for rule in self.rules
            if rule.early and rule.what == "delay" and rule.matches(method, chat, self.random)
        )

    def judge(
        self, bot: int, method: str, chat: int | None, metered: bool, mono: float, left: float | None = None
    ) -> Plan | None:
        """The fate of an arriving call that set out at `left`; None when nothing is out of the ordinary."""
        if not self.rules and not metered:
            return None
        meter = self.meters.get(bot)
        if meter is None:
            meter = self.meters[bot] = Meter(replace(self.limits))
        if metered and meter.waits and (seconds := meter.waiting(chat, mono, left)):
            return Plan(error=too_many(seconds))
        plan = self._apply_rules(meter, method, chat, mono) if self.rules else None
        if not metered or (plan and plan.final):
            return plan
        late = plan.late if plan else 0.0
        if seconds := meter.count(chat, mono, late):
            return Plan(late=late, error=too_many(seconds))
        return plan

    def _apply_rules(self, meter: Meter, method: str, chat: int | None, mono: float) -> Plan | None:
        plan = Plan()
        hit = False
        for rule in self.rules:
            if rule.what == "duplicate" or rule.early or not rule.matches(method, chat, self.random):
                continue
            hit = True
            self._apply(rule, plan, meter, chat, mono)
            if plan.final:
                break
        return plan if hit else None

    def _apply(self, rule: Rule, plan: Plan, meter: Meter, chat: int | None, mono: float) -> None:
        match rule.what:
            case "delay":
                seconds = rule.drawn(self.random)
                plan.late, plan.delay = (
                    (plan.late + seconds, plan.delay) if rule.late else (plan.late, plan.delay + seconds)
                )
            case "cut_before":
                plan.cut = "before"
            case "cut_after":
                plan.cut = "after"
            case "html":
                plan.html = rule.status
            case "too_many":
                covers = None if rule.scope == "all" else chat
                plan.error = too_many(meter.punish(covers, rule.retry_after, mono, plan.late))
            case _:
                plan.error = _refusal(rule, chat)

    def repeats(self, kind: str, chat: int) -> bool:
        """Is this update to be delivered a second time?"""
        rules = (rule for rule in self.rules if rule.what == "duplicate")
        return any(rule.matches(kind, chat, self.random) for rule in rules)


def _refusal(rule: Rule, chat: int | None) -> ApiError:
    if rule.what == "blocked":
        return forbidden("bot was blocked by the user")
    if rule.what == "deactivated":
        return forbidden("user is deactivated")
    if rule.what == "kicked":
        kind = "supergroup" if chat is not None and chat < -1_000_000_000_000 else "group"
        return forbidden(f"bot was kicked from the {kind} chat")
    return ApiError(rule.code, rule.description)
