"""Which words? The Fluent files, read once; people's text is escaped on its way in."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("id", "en")
_FOLDER = Path(__file__).parent
_EMPTY = "\0"
_LONG = 500


class Html(str):
    """Text that is Telegram HTML already; everything else is escaped."""

    __slots__ = ()


class Wording:
    """All texts of all languages. A missing key or argument is an error: tests find it, not people."""

    def __init__(self, bundles: Mapping[str, FluentBundle]) -> None:
        self._bundles = bundles

    def say(self, language: str, key: str, **args: str | int | float) -> str:
        """The text `key` as HTML. Arguments that are plain strings are escaped. Raises KeyError."""
        bundle = self._bundles.get(language) or self._bundles[LANGUAGES[0]]
        message = bundle.get_message(key.replace("_", "-"))
        if message is None or message.value is None:
            raise KeyError(f"there is no text {key!r} in {language}")
        safe, long = _safe(args)
        text, problems = bundle.format_pattern(message.value, safe)
        if problems:
            raise KeyError(f"text {key!r} in {language}: {problems[0]}")
        whole = _without_empty_lines(str(text))
        for mark, value in long.items():
            whole = whole.replace(mark, value)
        return whole


def _safe(args: Mapping[str, str | int | float]) -> tuple[dict[str, str | int | float], dict[str, str]]:
    """Arguments as Fluent may have them: escaped, empty ones marked. Fluent refuses long ones (it guards
    against texts that grow without end), so a mark stands for each and is replaced afterwards."""
    safe: dict[str, str | int | float] = {}
    long: dict[str, str] = {}
    for name, value in args.items():
        if not isinstance(value, str):
            safe[name] = value
            continue
        shown = value if isinstance(value, Html) else escape(value, quote=False)
        if len(shown) > _LONG:
            mark = f"\1{name}\2"
            long[mark] = shown
            shown = mark
        safe[name] = shown or _EMPTY
    return safe, long


def _without_empty_lines(text: str) -> str:
    """A line that holds only empty arguments disappears; the blank lines of the text itself stay."""
    if _EMPTY not in text:
        return text
    lines = [line for line in text.split("\n") if _EMPTY not in line or line.replace(_EMPTY, "").strip()]
    joined = "\n".join(line.replace(_EMPTY, "").rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", joined).strip("\n")


def load_wording() -> Wording:
    """Read the Fluent files that stand beside this module (the one reading function of this room)."""
    bundles = {}
    for language in LANGUAGES:
        bundle = FluentBundle([language], use_isolating=False)
        bundle.add_resource(FluentResource((_FOLDER / f"{language}.ftl").read_text(encoding="utf-8")))
        bundles[language] = bundle
    return Wording(bundles)
