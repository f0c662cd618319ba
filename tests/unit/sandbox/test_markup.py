"""Does the HTML reader read as Telegram does?"""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.markup import MarkupError, parse_html
from bot.sandbox.plain import detect, is_blank, trim, utf16_length
from bot.sandbox.render import to_html

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TAG = st.sampled_from(["b", "i", "u", "s", "code", "tg-spoiler", "blockquote"])


@given(TEXT)
def test_escaped_text_reads_as_itself(text: str) -> None:
    """Any text that was escaped comes back unchanged and without entities."""
    assert parse_html(html.escape(text)) == (text.replace("&#x27;", "'"), [])


@given(TEXT, TAG, TEXT)
def test_one_tag(before: str, tag: str, inside: str) -> None:
    """An entity covers just what stood between its tags, counted in UTF-16 units."""
    text, entities = parse_html(f"{html.escape(before)}<{tag}>{html.escape(inside)}</{tag}>")
    assert text == before + inside
    if not inside:
        assert entities == []
        return
    (entity,) = entities
    assert (entity["offset"], entity["length"]) == (utf16_length(before), utf16_length(inside))


@given(st.lists(st.tuples(TAG, TEXT.filter(bool)), max_size=5))
def test_rendering_reads_back(parts: list[tuple[str, str]]) -> None:
    """What is rendered as HTML reads back as the same text and entities."""
    source = "".join(f"<{tag}>{html.escape(text)}</{tag}>-" for tag, text in parts)
    text, entities = parse_html(source)
    assert parse_html(to_html(text, entities)) == (text, entities)


@given(TEXT)
def test_utf16_length(text: str) -> None:
    """The length is that of the UTF-16 encoding."""
    assert utf16_length(text) == sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)


@given(TEXT)
def test_trimming_keeps_entities_on_their_words(text: str) -> None:
    """After trimming, an entity still covers the same visible letters."""
    whole = {"type": "bold", "offset": 0, "length": utf16_length(text)}
    kept, entities = trim(text, [whole] if text else [])
    assert kept == kept.strip()
    assert [entity["length"] for entity in entities] == ([utf16_length(kept)] if kept else [])


@pytest.mark.parametrize(
    ("source", "text", "entity"),
    [
        ('<a href="https://x.example/?a=1&amp;b=2">x</a>', "x", {"url": "https://x.example/?a=1&b=2"}),
        ("<a href='tg://user?id=7'>x</a>", "x", {"type": "text_mention", "user_id": 7}),
        ('<pre><code class="language-py">x</code></pre>', "x", {"type": "pre", "language": "py"}),
        ("<blockquote expandable>x</blockquote>", "x", {"type": "expandable_blockquote"}),
        ('<span class="tg-spoiler">x</span>', "x", {"type": "spoiler"}),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", {"custom_emoji_id": "5"}),
        ("<B>x</b>", "x", {"type": "bold"}),
        ("<b>x</>", "x", {"type": "bold"}),
    ],
)
def test_special_tags(source: str, text: str, entity: dict[str, Any]) -> None:
    """Each tag of Telegram's list has its meaning."""
    read, entities = parse_html(source)
    assert read == text
    assert entity.items() <= entities[0].items()


@pytest.mark.parametrize(
    ("source", "text"),
    [("&lt;&gt;&amp;&quot;", '<>&"'), ("&#65;&#x42;", "AB"), ("&nbsp; &", "&nbsp; &"), ("&#0;", "&#0;")],
)
def test_characters(source: str, text: str) -> None:
    """Four names and all numbers are decoded, other ampersands stay."""
    assert parse_html(source) == (text, [])


def test_nested_entities_are_outer_first() -> None:
    """Of two entities at one place the outer one comes first."""
    _, entities = parse_html("<i><b>x</b></i>")
    assert [entity["type"] for entity in entities] == ["italic", "bold"]


@pytest.mark.parametrize("source", ["<b =x>a</b>", "<a href=x", '<a href="x>a</a>', "<b>a</b", "<>x</>"])
def test_broken_markup(source: str) -> None:
    """Half-written tags are errors, never text."""
    with pytest.raises(MarkupError):
        parse_html(source)


def test_links_are_not_found_in_code() -> None:
    """Nothing is found inside code."""
    text, entities = parse_html("<code>/start</code> /bantuan")
    kinds = [entity["type"] for entity in detect(text, entities)]
    assert kinds == ["code", "bot_command"]


@pytest.mark.parametrize("text", ["km/jam", "a#b", "a@b", "1/2", "#112"])
def test_lookalikes(text: str) -> None:
    """Slashes, signs and bare numbers inside words are nothing special."""
    assert detect(text, []) == []


def test_blank() -> None:
    """Characters without a shape do not make a text."""
    assert is_blank(" \u200b\u3164\n")
    assert not is_blank(".")
