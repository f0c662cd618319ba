"""How does Telegram read HTML? The Bot API's own parser, with its error texts (td: MessageEntity.cpp)."""

import html
import re
from dataclasses import dataclass, field

from bot.sandbox.model import Json
from bot.sandbox.plain import utf16_length
from bot.sandbox.tags import TAGS, argument_of, entity_of

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ENTITY = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_SPECIAL = re.compile(r"[<&]")
_ATTRIBUTE = re.compile(r"\s*([^\s=>]*)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]*)(?=[\s>])))?")


class MarkupError(ValueError):
    """The HTML cannot be read; the text is Telegram's, without the prefix."""


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


@dataclass(slots=True)
class _Reader:
    source: str
    position: int = 0
    out: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.out.append(text)
        self.length += utf16_length(text)

    def byte(self, position: int) -> int:
        """Telegram counts error places in bytes of UTF-8."""
        return len(self.source[:position].encode())


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities (UTF-16 offsets, outer before inner) of a text in Telegram's HTML."""
    if not _SPECIAL.search(source):
        return source, []
    reader = _Reader(source)
    while (found := _SPECIAL.search(source, reader.position)) is not None:
        reader.write(source[reader.position : found.start()])
        reader.position = found.start()
        if source[found.start()] == "&":
            _character(reader)
        elif source.startswith("</", found.start()):
            _end_tag(reader)
        else:
            _start_tag(reader)
    reader.write(source[reader.position :])
    if reader.stack:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{reader.stack[-1].tag}"')
    entities = sorted(reader.entities, key=lambda e: (e["offset"], -e["length"], e["order"]))
    return "".join(reader.out), [
        {name: value for name, value in e.items() if name != "order"} for e in entities
    ]


def _character(reader: _Reader) -> None:
    match = _ENTITY.match(reader.source, reader.position)
    text, size = "&", 1
    if match is not None:
        text, size = _decode(match), match.end() - match.start()
        if not text:
            text, size = "&", 1
    reader.write(text)
    reader.position += size


def _decode(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _start_tag(reader: _Reader) -> None:
    source, begin = reader.source, reader.position
    end = begin + 1
    while end < len(source) and not source[end].isspace() and source[end] != ">":
        end += 1
    if end == len(source):
        raise MarkupError(f"Unclosed start tag at byte offset {reader.byte(begin)}")
    tag = source[begin + 1 : end].lower()
    if tag not in TAGS:
        raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {reader.byte(begin)}')
    argument, after = _attributes(reader, tag, end, begin)
    if tag == "span" and argument != "spoiler":
        place = reader.byte(begin)
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
    reader.stack.append(_Open(tag, argument, reader.length, len(reader.out)))
    reader.position = after


def _attributes(reader: _Reader, tag: str, position: int, begin: int) -> tuple[str, int]:
    """The one argument that matters for the tag, and the place after its `>`."""
    source, argument = reader.source, ""
    while True:
        while position < len(source) and source[position].isspace():
            position += 1
        if position >= len(source):
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {reader.byte(begin)}')
        if source[position] == ">":
            return argument, position + 1
        match = _ATTRIBUTE.match(source, position)
        if match is None or not match[1]:
            place = reader.byte(begin)
            raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {place}')
        value = next((v for v in match.groups()[1:] if v is not None), "")
        argument = argument_of(tag, match[1].lower(), html.unescape(value)) or argument
        if match.end() < len(source) and source[match.end()] in "=\"'":
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {reader.byte(begin)}')
        position = match.end()


def _end_tag(reader: _Reader) -> None:
    source, begin = reader.source, reader.position
    place = reader.byte(begin)
    if not reader.stack:
        raise MarkupError(f"Unexpected end tag at byte offset {place}")
    end = source.find(">", begin)
    if end < 0:
        raise MarkupError(f"Unclosed end tag at byte offset {place}")
    name = source[begin + 2 : end].strip()
    opened = reader.stack.pop()
    if name and name != opened.tag:
        raise MarkupError(
            f'Unmatched end tag at byte offset {place}, expected "</{opened.tag}>", found "</{name}>"'
        )
    if reader.length > opened.offset:
        _close(reader, opened)
    reader.position = end + 1


def _close(reader: _Reader, opened: _Open) -> None:
    """Note the entity of an element that has ended, unless it means nothing."""
    inside = "".join(reader.out[opened.begin :])
    entity = entity_of(opened.tag, opened.argument, inside)
    if not entity:
        return
    entity |= {
        "offset": opened.offset,
        "length": reader.length - opened.offset,
        "order": len(reader.stack),
    }
    if opened.tag == "pre" and reader.entities:
        _merge_language(reader, entity)
    reader.entities.append(entity)


def _merge_language(reader: _Reader, entity: Json) -> None:
    """`<pre><code class="language-x">` is one entity."""
    inner = reader.entities[-1]
    same = inner["offset"] == entity["offset"] and inner["length"] == entity["length"]
    if same and inner["type"] == "code":
        reader.entities.pop()
        if "language" in inner:
            entity["language"] = inner["language"]
