"""What does each tag of Telegram's HTML mean?"""

import re

from bot.sandbox.model import Json

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "a": "text_link",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_PERSON = re.compile(r"tg://user\?id=(\d+)")
_ADDRESS = re.compile(r"(?:(?:https?|tg|ton|tonsite)://|tel:|mailto:)?[^\s]+[.:/?=][^\s]+")


def argument_of(tag: str, name: str, value: str) -> str:
    """What an attribute says that matters for its tag; empty for all others."""
    if (tag, name) == ("a", "href") or (tag, name) == ("tg-emoji", "emoji-id"):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, name) == ("blockquote", "expandable") else ""


def entity_of(tag: str, argument: str, inside: str) -> Json:
    """The entity, still without its place; empty for links that lead nowhere."""
    if tag == "a":
        return _link(argument or inside)
    entity: Json = {"type": TAGS[tag]}
    if tag == "tg-emoji":
        entity["custom_emoji_id"] = argument
    elif tag == "blockquote" and argument:
        entity["type"] = "expandable_blockquote"
    elif tag == "code" and argument:
        entity["language"] = argument
    return entity


def _link(url: str) -> Json:
    person = _PERSON.fullmatch(url)
    if person is not None:
        return {"type": "text_mention", "user_id": int(person[1])}
    if not _ADDRESS.fullmatch(url):
        return {}
    return {"type": "text_link", "url": url if ":" in url else f"http://{url}/"}
