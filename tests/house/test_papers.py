"""The documents: every setting, command and button of the contract appears in them, truly marked."""

import ast
import importlib
import re
import tomllib

import pytest
from aiogram import Router
from aiogram.filters import Command

from bot.__main__ import cli
from bot.handlers.filters import Verb
from bot.settings import Settings
from bot.texts.wording import load_wording
from tests.house.tree import BOT, ROOT, calls, rooms, tracked

COMMANDS = (
    "/start", "/bantuan", "/daftar", "/profil", "/siaga", "/libur", "/data", "/hapus", "/insiden", "/latihan",
    "/aktif", "/cakupan", "/roll", "/relawan", "/setujui", "/undang", "/kesiapan", "/rekap", "/peran",
)  # fmt: skip
BUTTONS = (
    "Setujui", "Tolak", "Siarkan", "Ubah", "Batal", "Menuju lokasi", "Tidak bisa", "Sudah di lokasi",
    "Batal menuju", "Benar terjadi", "Palsu", "Belum jelas", "Sudah ditangani",
    "Pertolongan pertama diberikan", "Ramai kerumunan", "Petugas tiba", "SOS relawan", "Selesai",
    "Ingatkan", "Perluas", "Batalkan siaga", "Tutup", "Daftar respon", "Gabung",
)  # fmt: skip
"""Copied from DESIGN 1, the contract with users."""
THERE, PLANNED = "ada", "menyusul"


def table() -> dict[str, str]:
    """What docs/kontrak.md says of each command and button."""
    text = (ROOT / "docs/kontrak.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (\w+) \|", text, re.MULTILINE)
    assert len(rows) == len(dict(rows)), "an item stands twice in docs/kontrak.md"
    return dict(rows)


def routed() -> set[str]:
    """The commands that some router of the doors listens to."""
    found: set[str] = set()
    for path in sorted((BOT / "handlers").glob("*.py")):
        module = importlib.import_module(f"bot.handlers.{path.stem}")
        if hasattr(module, "router"):
            found |= _commands(module.router())
    return found


def _commands(router: Router) -> set[str]:
    return {
        f"/{name}"
        for observer in (router.message, router.channel_post)
        for handler in observer.handlers
        for check in handler.filters or ()
        if isinstance(check.callback, Command)
        for name in check.callback.commands
    }


def drawn() -> set[str]:
    """The buttons of the contract that some text of a button carries, an emoji before or a name after."""
    text = (BOT / "texts/id.ftl").read_text(encoding="utf-8")
    words = [
        re.sub(r"^[^\w{]+", "", w).split(" {")[0]
        for w in re.findall(r"^button-[\w-]+ = (.*)$", text, re.MULTILINE)
    ]
    return {b for b in BUTTONS if b in words or f"{b} ke" in words}


def test_the_contract_is_written_down() -> None:
    """docs/kontrak.md lists every command and button of the contract, and nothing else."""
    assert table().keys() ^ {*COMMANDS, *BUTTONS} == set()


@pytest.mark.parametrize("item", [*COMMANDS, *BUTTONS])
def test_the_contract_is_told_truly(item: str) -> None:
    """What is marked "ada" exists in the code, and what exists is marked so."""
    exists = item in routed() | drawn()
    assert table().get(item) == (THERE if exists else PLANNED)


def test_every_button_leads_somewhere() -> None:
    """Each verb that a screen puts on a button is taken by some handler."""
    taken = {
        verb
        for path in sorted((BOT / "handlers").glob("*.py"))
        if hasattr(module := importlib.import_module(f"bot.handlers.{path.stem}"), "router")
        for handler in module.router().callback_query.handlers
        for check in handler.filters or ()
        if isinstance(check.callback, Verb)
        for verb in check.callback._verbs
    }
    pressed = {
        first.value
        for tree in rooms("texts/").values()
        for name, call in calls(tree)
        if name == "Press" and isinstance(first := call.args[0], ast.Constant)
    }
    assert len(pressed) > 20
    assert pressed - taken == set()


def test_no_command_is_outside_the_contract() -> None:
    """The bot listens to no command that the contract does not know."""
    assert routed() - {*COMMANDS} == set()


def test_every_command_is_in_some_menu() -> None:
    """Each command that exists has its line for Telegram's menu."""
    wording = load_wording()
    assert [c for c in sorted(routed()) if not wording.say("id", f"menu-{c[1:]}")] == []


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_every_setting_is_in_the_readme(name: str) -> None:
    """Whoever runs the bot finds each setting in README.md."""
    assert f"`{name}`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_command_line_is_in_the_readme() -> None:
    """Each command of `kentongan` that exists stands in README.md."""
    names = [c.name or c.callback.__name__ for c in cli.registered_commands if c.callback]
    names += [group.name or "" for group in cli.registered_groups]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [n for n in names if f"kentongan {n}" not in text] == []


def test_every_make_target_explains_itself() -> None:
    """`make help` has a line for each target."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split())
    assert targets - set(re.findall(r"^([a-z-]+):.*##", text, re.MULTILINE)) == set()


def test_links_lead_somewhere() -> None:
    """A link to a file of the project in a document finds it."""
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in tracked()
        if page.suffix == ".md"
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


FORBIDDEN = [
    "/" + "work/",
    "/" + "root/",
    "/" + "home/",
    "--" + "index-url",
    "--" + "extra-index-url",
    "--" + "find-links",
    "files.python" + "hosted.org",
]
"""Paths of this machine and addresses of package indexes; put together here so that this file is clean."""


@pytest.mark.parametrize("words", FORBIDDEN)
def test_nothing_of_this_machine_is_in_the_tree(words: str) -> None:
    """The project builds anywhere: no machine's paths, no index's addresses."""
    text_files = [p for p in tracked() if p.suffix not in (".png", ".jpg", ".webm", ".woff2", ".xlsx", ".gz")]
    assert [str(p.relative_to(ROOT)) for p in text_files if words.encode() in p.read_bytes()] == []


def test_versions_are_pinned() -> None:
    """Every dependency of the project has its version in the constraints."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    names = [re.split(r"[\[<>=~! ]", w)[0].lower().replace("_", "-") for w in wanted]
    assert [n for n in names if not re.search(rf"^{re.escape(n)}==", pinned, re.MULTILINE)] == []
