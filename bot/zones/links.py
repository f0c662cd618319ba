"""Which links stand in the text? Addresses of maps are read for a place's name, others are left out."""

import re
from urllib.parse import unquote_plus

_LINK = re.compile(
    r"(?:https?://|www\.|(?:maps\.app\.goo\.gl|goo\.gl|g\.co|waze\.com|osm\.org)/)\S+", re.IGNORECASE
)
_MAP = re.compile(
    r"maps\.app\.goo\.gl|goo\.gl/maps|google\.[a-z.]+/maps|maps\.google|g\.co/kgs|share\.google|waze\.com"
    r"|maps\.apple|openstreetmap\.org|osm\.org|grab\.onelink|gojek\.link|here\.com|bing\.com/maps",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:/place/|/search/|[?&](?:q|query|daddr|destination)=)([^/?&#@]+)", re.IGNORECASE)


def without_links(text: str) -> tuple[str, bool]:
    """Return the text with each link replaced by the name it carries, and whether one leads to a map."""
    found = False

    def name_of(match: re.Match[str]) -> str:
        nonlocal found
        link = match[0]
        if _MAP.search(link) is None:
            return "\n"
        found = True
        named = _NAMED.search(link)
        return f"\n{unquote_plus(named[1])}\n" if named else "\n"

    return _LINK.sub(name_of, text), found
