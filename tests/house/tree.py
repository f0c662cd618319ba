"""The project's files as the house tests see them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the bot by its path from the root."""
    return {
        p.relative_to(ROOT).as_posix(): ast.parse(p.read_text(encoding="utf-8"))
        for p in sorted(BOT.rglob("*.py"))
    }


def rooms(*names: str) -> dict[str, ast.Module]:
    """The modules of these rooms (or single files)."""
    return {p: t for p, t in modules().items() if p.startswith(tuple(f"bot/{n}" for n in names))}


def functions(tree: ast.AST) -> Iterator[Function]:
    yield from (n for n in ast.walk(tree) if isinstance(n, Function))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """(last name of what is called, call)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def body_lines(function: Function) -> int:
    """Lines of a function without its head and its docstring."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@cache
def tracked() -> tuple[Path, ...]:
    """What belongs to the project: known to git or about to be; without git, everything not built."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        paths = [ROOT / line for line in listed.stdout.splitlines()]
    else:
        built = (".venv", "data", "__pycache__", ".hypothesis", ".git")
        paths = [
            p for p in ROOT.rglob("*") if not any(b in p.parts for b in built) and ".egg-info" not in str(p)
        ]
    return tuple(p for p in paths if p.is_file() and "_cache" not in str(p))
