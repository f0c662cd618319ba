"""Which texts does the code ask for? Read from its syntax; f-strings by what may stand in them."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from bot.domain.errors import Reason
from bot.domain.model import Severity, Standing, Verdict, Wave
from bot.domain.people import Role, VolunteerStatus
from bot.domain.registration import PROFILE_STEPS, SKILLS
from bot.domain.response import Answer
from bot.telegram import menus
from bot.texts.volunteer import AID

BOT = Path(__file__).parents[3] / "bot"

BEHIND: dict[str, Iterable[object]] = {
    "severity-": Severity,
    "verdict-": Verdict,
    "verdict-emoji-": Verdict,
    "standing-": Standing,
    "refused-": Reason,
    "role-": Role,
    "status-": VolunteerStatus,
    "reach-": [int(w) for w in Wave if w],
    "aid-": AID,
    "skill-": SKILLS,
    "edit-": [s.value for s in PROFILE_STEPS],
    "part-": ("kind", "place", "details"),
    "help-": ("everyone", "newcomer", "volunteer", "operator", "coordinator", "admin"),
    "menu-": {
        "description",
        "short-description",
        *menus.EVERYONE,
        *menus.NEWCOMER,
        *menus.VOLUNTEER,
        *menus.OPERATOR,
        *menus.COORDINATOR,
        *menus.ADMIN,
    },
    "found-": {
        *("kecamatan", "kelurahan", "place", "street", "junction", "geocoder"),
        *("coordinates", "location", "chosen"),
    },
    "media-": ("photo", "voice", "video", "document", "sticker", "location"),
    "toast-": Answer,
    "join-name-": ("empty", "letters", "long"),
    "line-": (),  # the lines are named where `line` is called
    "button-": (),  # the buttons are named where `button` is called
}
"""What may stand after a prefix in an f-string. A new f-string of a key needs its line here."""

ASKING = {"say": "", "_reply": "", "reply": "", "Said": "", "plain": "", "button": "button-", "line": "line-"}
"""The functions that take a key, and what they put before it."""
SCREENS = {"active", "roles", "kept", "roll", "join"}
"""Answers that are screens of their own instead of one text."""
_MACHINERY = ("texts/voice.py", "texts/wording.py", "cli/")


def normal(key: str) -> str:
    return key.replace("_", "-")


@cache
def sources() -> dict[str, ast.Module]:
    """The bot's modules by path, without the sandbox, which has words of its own."""
    files = sorted(p for p in BOT.rglob("*.py") if "sandbox" not in p.parts)
    return {p.relative_to(BOT).as_posix(): ast.parse(p.read_text(encoding="utf-8")) for p in files}


@cache
def asked() -> tuple[tuple[str, str], ...]:
    """(place, key) of every text that a call asks for, f-strings written out."""
    return tuple(
        found
        for name, tree in sources().items()
        if not name.startswith(_MACHINERY)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for found in _asked_in(name, function)
    )


def _asked_in(name: str, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    for call in ast.walk(function):
        if not isinstance(call, ast.Call):
            continue
        called = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if called in ASKING:
            key = next((k for arg in call.args if (k := list(literals(arg, function)))), [])
            yield from ((f"{name}:{call.lineno}", normal(ASKING[called] + k)) for k in key)
    for table in ast.walk(function):
        if isinstance(table, ast.Dict):
            for at, value in zip(table.keys, table.values, strict=True):
                if isinstance(at, ast.Constant) and at.value in ("line", "text"):
                    prefix = "line-" if at.value == "line" else ""
                    for word in literals(value, function):
                        yield f"{name}:{value.lineno}", normal(prefix + word)


def literals(node: ast.expr, function: ast.AST) -> Iterator[str]:
    """The strings that an expression can be, as far as its syntax tells."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr():
            yield from _written_out(node, function)
        case ast.IfExp(body=one, orelse=other):
            yield from _any([one, other], function)
        case ast.BoolOp(values=values) | ast.Dict(values=values):
            yield from _any(values, function)
        case ast.Subscript(value=ast.Name() as table):
            yield from literals(table, function)
        case ast.Name(id=variable):
            yield from _any(_assigned(variable, function), function)


def _any(nodes: Iterable[ast.expr], function: ast.AST) -> Iterator[str]:
    for node in nodes:
        yield from literals(node, function)


def _written_out(node: ast.JoinedStr, function: ast.AST) -> Iterator[str]:
    """f"prefix-{x}" by the table, f"{key}-suffix" by what key is."""
    match node.values:
        case [ast.Constant(value=str() as prefix), ast.FormattedValue()]:
            if re.fullmatch(r"[a-z-]+-", prefix) and prefix not in BEHIND:
                raise AssertionError(f"say in BEHIND what may follow {prefix!r} (line {node.lineno})")
            yield from (f"{prefix}{word}" for word in BEHIND.get(prefix, ()))
        case [ast.FormattedValue(value=ast.Name() as word), ast.Constant(value=str() as end)]:
            yield from (f"{start}{end}" for start in literals(word, function))


def _assigned(variable: str, function: ast.AST) -> Iterator[ast.expr]:
    for step in ast.walk(function):
        if isinstance(step, ast.Assign):
            names = [t.id for t in step.targets if isinstance(t, ast.Name)]
            if variable in names:
                yield step.value


@cache
def constants() -> frozenset[str]:
    """Every string that stands anywhere in the code."""
    return frozenset(
        normal(node.value)
        for tree in sources().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
