"""How long is a text for Telegram, and what does Telegram see in it by itself? UTF-16 counting, trimming,
and the entities that are found without any markup."""

import re

from bot.sandbox.model import Json

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)])"
    r"|(?<![\w@./])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
    r"|(?<![\w/<>:@.])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?!\w|/)"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[A-Za-z]{2,})"
)
_MARKS = re.compile(r"[/@#]")
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufeff\u3164\u2800")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the unit of every limit and offset of the Bot API."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_blank(text: str) -> bool:
    """Nothing to see: only spaces and characters without a shape."""
    return not text.translate(_INVISIBLE).strip()


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space off both ends, as Telegram does, and move the entities along."""
    text = text.replace("\r", "").replace("\0", " ")
    body = text.rstrip()
    kept = body.lstrip()
    cut = utf16_length(body) - utf16_length(kept)
    if not entities:
        return kept, entities
    size = utf16_length(kept)
    moved = []
    for entity in entities:
        begin = max(0, entity["offset"] - cut)
        end = min(size, entity["offset"] + entity["length"] - cut)
        if end > begin:
            moved.append(entity | {"offset": begin, "length": end - begin})
    return kept, moved


def detect(text: str, entities: list[Json]) -> list[Json]:
    """Add the links, mentions, hashtags and commands that Telegram finds by itself outside of markup."""
    if not _MARKS.search(text):
        return entities
    taken = [
        (e["offset"], e["offset"] + e["length"])
        for e in entities
        if e["type"] in ("code", "pre", "text_link", "text_mention")
    ]
    found = []
    for match in _FOUND.finditer(text):
        begin = utf16_length(text[: match.start()])
        length = utf16_length(match.group())
        if not any(begin < stop and begin + length > start for start, stop in taken):
            found.append({"type": match.lastgroup, "offset": begin, "length": length})
    if not found:
        return entities
    return sorted([*entities, *found], key=lambda e: (e["offset"], -e["length"]))
