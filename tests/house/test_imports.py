"""Imports run one way: the contracts of import-linter hold."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.tree import ROOT, modules

CONTRACTS = 7
DATABASE = ("sqlalchemy", "alembic", "asyncpg", "aiosqlite")


def test_the_contracts_hold() -> None:
    """No room imports against the direction of the plan."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert f"{_written()} kept, 0 broken" in done.stdout


def _written() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return len(project["tool"]["importlinter"]["contracts"])


def test_no_contract_was_dropped() -> None:
    """The seven contracts of the first day still stand; more are welcome."""
    assert _written() >= CONTRACTS


def test_rows_never_leave_storage() -> None:
    """The database's libraries are imported in storage and in the migrations only."""
    outside = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if not path.startswith("bot/storage/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if name.split(".")[0] in DATABASE
    ]
    assert outside == []
