"""Small on purpose: the sizes of STYLE."""

import ast

from tests.house.tree import BOT, ROOT, body_lines, functions, modules, rooms

MODULE, FUNCTION, HANDLER = 300, 40, 15


def test_no_module_is_too_long() -> None:
    """A module that answers one question needs no more than 300 lines."""
    long = {
        path: f"{n} lines: split it by the question each part answers"
        for path in modules()
        if (n := len((ROOT / path).read_text(encoding="utf-8").splitlines())) > MODULE
    }
    assert long == {}


def test_no_function_is_too_long() -> None:
    """A function that does one thing needs no more than 40 lines."""
    long = {
        f"{path}:{f.lineno} {f.name}": f"{n} lines: name its parts and take them out"
        for path, tree in modules().items()
        for f in functions(tree)
        if (n := (f.end_lineno or 0) - f.lineno + 1) > FUNCTION
    }
    assert long == {}


def test_handlers_translate_and_do_not_think() -> None:
    """A handler parses, calls one use case and answers: at most 15 lines; more belongs into a use case."""
    doors = {
        path: tree
        for path, tree in rooms("handlers/").items()
        if "router" in {f.name for f in functions(tree)}
    }
    assert len(doors) > 5
    long = {
        f"{path}:{f.lineno} {f.name}": f"{n} lines: move the thinking into a use case"
        for path, tree in doors.items()
        for f in functions(tree)
        if f.name != "router" and (n := body_lines(f)) > HANDLER
    }
    assert long == {}


def test_every_module_says_what_it_answers() -> None:
    """Each module with code begins with a docstring."""
    silent = [p for p, tree in modules().items() if tree.body and not isinstance(_first(tree), str)]
    assert silent == []


def _first(tree: ast.Module) -> object:
    first = tree.body[0]
    return getattr(getattr(first, "value", None), "value", None)


def test_the_rooms_are_those_of_the_plan() -> None:
    """No room exists that the plan does not know."""
    planned = {
        "cli", "domain", "zones", "texts", "storage", "telegram", "geocoding", "usecases", "outbox", "engine",
        "reports", "handlers", "web", "sandbox",
    }  # fmt: skip
    found = {p.name for p in BOT.iterdir() if p.is_dir() and not p.name.startswith(("_", "."))}
    assert found - planned == set()
