"""How does a message's text read as HTML again? Used by the view of people's phones."""

import html

from bot.sandbox.model import Json

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def to_html(text: str, entities: list[Json]) -> str:
    """Escaped text with tags around its entities; offsets count UTF-16 units."""
    if not entities:
        return html.escape(text, quote=False)
    units = text.encode("utf-16-le")
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for entity in entities:
        start, end = _tags(entity)
        if start:
            begin, stop = entity["offset"], entity["offset"] + entity["length"]
            opens.setdefault(begin, []).append(start)
            closes.setdefault(stop, []).insert(0, end)
    out, last = [], 0
    for place in sorted({*opens, *closes}):
        out.append(html.escape(units[2 * last : 2 * place].decode("utf-16-le"), quote=False))
        out.extend(closes.get(place, ()))
        out.extend(opens.get(place, ()))
        last = place
    out.append(html.escape(units[2 * last :].decode("utf-16-le"), quote=False))
    return "".join(out)


def _tags(entity: Json) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "text_link":
        return f'<a href="{html.escape(entity["url"])}">', "</a>"
    if kind == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    return "", ""
