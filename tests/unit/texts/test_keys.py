"""The files of the words against each other and against the code."""

import re

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.texts.wording import LANGUAGES
from tests.unit.texts.keys import ASKING, BEHIND, BOT, SCREENS, asked, constants, normal


class _Arguments(Visitor):
    """The arguments of one message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  # the library's name
        self.names.add(node.id.name)


def read(language: str) -> tuple[dict[str, set[str]], list[str]]:
    """The keys with their arguments, and what is broken or doubled."""
    resource = FluentParser().parse((BOT / f"texts/{language}.ftl").read_text(encoding="utf-8"))
    keys: dict[str, set[str]] = {}
    problems = []
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            problems.append(str(entry.content))
        elif isinstance(entry, ast.Message):
            if entry.id.name in keys or entry.value is None:
                problems.append(entry.id.name)
            arguments = _Arguments()
            arguments.visit(entry)
            keys[entry.id.name] = arguments.names
    return keys, problems


KEYS = {language: read(language)[0] for language in LANGUAGES}
INDONESIAN = KEYS["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_can_be_read(language: str) -> None:
    """No broken line, no key twice, no key without a text."""
    assert read(language)[1] == []


@pytest.mark.parametrize("language", [x for x in LANGUAGES if x != "id"])
def test_all_languages_have_the_same_keys(language: str) -> None:
    """Nothing is missing in a translation, and nothing is left over."""
    assert KEYS[language].keys() ^ INDONESIAN.keys() == set()


@pytest.mark.parametrize("language", [x for x in LANGUAGES if x != "id"])
def test_all_languages_take_the_same_arguments(language: str) -> None:
    """A translation says everything that the program gives, and asks for nothing more."""
    different = {k for k, names in KEYS[language].items() if names != INDONESIAN.get(k)}
    assert different == set()


def test_every_text_that_the_code_asks_for_exists() -> None:
    """No screen breaks for a missing text, whatever state it is drawn in."""
    found = asked()
    assert len(found) > 200, "the scan finds too little: has a function been renamed?"
    assert [f"{where}: {key}" for where, key in found if key not in {*INDONESIAN, *SCREENS}] == []


def test_every_text_is_asked_for() -> None:
    """No text waits in the files that nobody shows."""
    wanted = {key for _, key in asked()} | constants()
    wanted |= {normal(f"{prefix}{word}") for prefix, words in BEHIND.items() for word in words}
    wanted |= {normal(f"button-{p}{w}") for p, words in BEHIND.items() for w in words}
    wanted |= {before + word for before in set(ASKING.values()) for word in constants()}
    assert sorted(INDONESIAN.keys() - wanted) == []


def test_keys_have_one_form() -> None:
    """Keys are written with dashes, as the machinery looks them up."""
    assert [key for key in INDONESIAN if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_button_words_fit_on_a_button(language: str) -> None:
    """The words of a button are one short line without markup."""
    text = (BOT / f"texts/{language}.ftl").read_text(encoding="utf-8")
    buttons = re.findall(r"^button-[a-z0-9-]+ = (.*)$", text, re.MULTILINE)
    assert len(buttons) > 30
    assert [b for b in buttons if not 0 < len(b) <= 40 or "<" in b] == []
