"""Pure rooms, one commit, one clock, no lost tasks, no swallowed exceptions."""

import ast

from tests.house.tree import calls, functions, modules, rooms

PURE = (
    "domain/",
    "zones/",
    "texts/",
    "outbox/pace.py",
    "outbox/retry.py",
    "outbox/truth.py",
    "outbox/order.py",
    "outbox/spread.py",
    "outbox/circuit.py",
    "outbox/chats.py",
)
READS = ("open", "read_text", "read_bytes", "write_text", "write_bytes", "input", "mkdir", "unlink", "touch")
ONE_READER = {"bot/zones/city.py": "_read", "bot/texts/wording.py": "load_wording"}
CLOCKS = ("bot/app.py", "bot/__main__.py", "bot/cli/", "bot/sandbox/")
PRINTERS = ("bot/cli/", "bot/__main__.py")


def test_pure_rooms_read_nothing() -> None:
    """Zones and texts read their own files through one function each; the other pure rooms read nothing."""
    found = {
        (path, f.name)
        for path, tree in rooms(*PURE).items()
        for f in functions(tree)
        for name, _ in calls(f)
        if name in READS
    }
    assert found == set(ONE_READER.items())


def test_pure_rooms_do_not_wait() -> None:
    """A rule is not asynchronous: it has nobody to wait for."""
    waiting = ast.Await | ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith
    found = [
        f"{path}:{n.lineno}"
        for path, tree in rooms(*PURE).items()
        for n in ast.walk(tree)
        if isinstance(n, waiting)
    ]
    assert found == []


def test_commit_stands_once() -> None:
    """State, journal, notices and the update's id commit together because there is one commit."""
    found = [path for path, tree in modules().items() for name, _ in calls(tree) if name == "commit"]
    assert found == ["bot/storage/unit_of_work.py"]


def test_there_is_one_clock() -> None:
    """`now` is a parameter: only the composition root, the command line and the sandbox ask a machine."""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        if not path.startswith(CLOCKS)
        for name, call in calls(tree)
        if name in ("utcnow", "today")
        or (name == "now" and _of(call, "datetime"))
        or (name == "time" and _of(call, "time"))
    ]
    assert found == []


def _of(call: ast.Call, owner: str) -> bool:
    value = getattr(call.func, "value", None)
    return owner in (getattr(value, "id", ""), getattr(value, "attr", ""))


def test_no_task_is_dropped() -> None:
    """A task that nobody holds can vanish in mid-air: its result is kept or awaited."""
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "attr", "") in ("create_task", "ensure_future")
        and not _in_group(node.value)
    ]
    assert found == []


def _in_group(call: ast.Call) -> bool:
    """A TaskGroup holds its tasks itself."""
    return getattr(getattr(call.func, "value", None), "id", "") in ("group", "tasks", "tg")


def test_no_exception_is_swallowed() -> None:
    """What is caught is answered, logged, counted or told; never passed over in silence."""
    broad = (None, "Exception", "BaseException")
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (getattr(node.type, "id", None) in broad or node.type is None)
        and all(isinstance(s, ast.Pass | ast.Continue) for s in node.body)
    ]
    found += [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for name, call in calls(tree)
        if name == "suppress" and any(getattr(a, "id", "") in broad[1:] for a in call.args)
    ]
    assert found == []


def test_nobody_prints() -> None:
    """The command line prints; everything else logs."""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        if not path.startswith(PRINTERS)
        for name, call in calls(tree)
        if name == "print" and isinstance(call.func, ast.Name)
    ]
    assert found == []
