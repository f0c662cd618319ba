"""The words' machinery: escaping, and lines that vanish when they have nothing to say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Reason, Refused
from bot.sandbox.markup import parse_html
from bot.texts.replies import refusal, toast, unmarked
from bot.texts.screen import Button, Press, Screen, Style
from bot.texts.voice import Voice
from bot.texts.wording import Html
from tests.unit.texts.stage import HOSTILE, ID, T0, WORDING, in_every_language

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_peoples_text_is_escaped(typed: str) -> None:
    """Whatever people type reads back as typed, and becomes no markup."""
    text, entities = parse_html(WORDING.say("id", "signed", name=typed))
    assert text.startswith(typed)
    assert entities == []


def test_our_own_markup_stays() -> None:
    """HTML that is ours already is not escaped twice."""
    assert "<b>1</b>" in WORDING.say("id", "signed", name=Html("<b>1</b>"))


@pytest.mark.parametrize(("key", "args"), [("tidak-ada", {}), ("signed", {}), ("signed", {"nama": "Sari"})])
def test_a_missing_text_or_argument_is_an_error(key: str, args: dict[str, str]) -> None:
    """A wrong key or a forgotten argument is found by tests instead of being shown."""
    with pytest.raises(KeyError):
        WORDING.say("id", key, **args)


def test_an_unknown_language_speaks_indonesian() -> None:
    """A language that we do not have falls back to the city's first."""
    assert WORDING.say("jv", "button-coming") == WORDING.say("id", "button-coming")


def test_underscores_and_dashes_are_one() -> None:
    """Words of the program with underscores find their text."""
    assert WORDING.say("id", "toast-on_scene") == WORDING.say("id", "toast-on-scene")


def test_a_line_without_content_disappears() -> None:
    """A line that held only empty arguments leaves no gap; the text's own blank lines stay."""
    title = dict.fromkeys(("emoji", "kind", "severity", "tag", "place", "time"), "x")
    with_all = WORDING.say("id", "alarm", **title, distance="d", details="e").split("\n")
    without = WORDING.say("id", "alarm", **title, distance="", details="").split("\n")
    assert without == [line for line in with_all if line not in ("d", "e")]
    assert "" in without


def test_a_drill_is_marked_everywhere() -> None:
    """Every line that says something and every button begin with the mark; nothing else changes."""
    row = (Button("Ya", Press("coming", 1), style=Style.SUCCESS), Button("Peta", url="https://x.id"))
    marked = Screen("satu\n\n<b>dua</b>", (row,), protect=True).marked("LATIHAN")
    assert marked.text == "LATIHAN satu\n\nLATIHAN <b>dua</b>"
    assert [b.words for b in marked.rows[0]] == ["LATIHAN Ya", "LATIHAN Peta"]
    assert [(b.press, b.url, b.style) for b in marked.rows[0]] == [(b.press, b.url, b.style) for b in row]
    assert marked.protect


@in_every_language
@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("name", [p.name for p in HOSTILE.values()], ids=list(HOSTILE))
def test_every_refusal_has_its_sentence(voice: Voice, reason: Reason, name: str) -> None:
    """Each reason is told in plain words of at most 200 characters, in every language, by anybody."""
    for refused in (Refused(reason), Refused(reason, name, T0)):
        sentence = refusal(voice, refused)
        assert 0 < len(sentence) <= 200
        assert "<b>" not in sentence
        assert "{" not in sentence


def test_a_refusal_names_who_was_first() -> None:
    """A late press hears who ended it and when, in the city's time."""
    sentence = refusal(ID, Refused(Reason.ENDED, "Sari", T0))
    assert "Sari" in sentence
    assert "14.05" in sentence


@pytest.mark.parametrize("name", ["toast-already", "toast-coming", "toast-phone"])
def test_a_toast_is_plain(name: str) -> None:
    """What pops up for a moment has no markup and fits."""
    shown = toast(ID, name, {})
    assert 0 < len(shown) <= 200
    assert shown == unmarked(shown)


def test_a_long_name_does_not_break_a_toast() -> None:
    """A hostile name in a toast reads as typed and is cut at 200 characters."""
    shown = toast(ID, "toast-approved", {"name": "<b>" + "B" * 300})
    assert shown.startswith("<b>B")
    assert len(shown) <= 200


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_unmarking_undoes_our_escaping(typed: str) -> None:
    """Plain places show what people typed, not its escapes."""
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert unmarked(f"<b>{escaped}</b>") == typed
