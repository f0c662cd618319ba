"""Which streets bear a name? "Raya" before or after it, house numbers and Roman numerals told apart."""

from collections.abc import Callable, Iterable, Sequence

from bot.zones.generic import DIRECTIONS, RECURRING, SMALL_STREETS
from bot.zones.model import Place
from bot.zones.words import STREET_WORDS, Word, key_of

Words = Callable[[str], Sequence[Word]]


class Streets:
    """The streets of a pack by name, with or without "raya"."""

    def __init__(self, rows: Iterable[Place], words_of: Words) -> None:
        self._words_of = words_of
        self._rows: dict[str, dict[Place, None]] = {}
        self._as_listed: set[str] = set()
        self.spelt: dict[str, tuple[str, ...]] = {}
        for row in rows:
            for name in (row.name, *row.aliases):
                words = without_street_word(words_of(name))
                if len(key_of(words)) > 2:
                    self.spelt.setdefault(key_of(_plain(words)), tuple(word.text for word in _plain(words)))
                    self._rows.setdefault(key_of(_plain(words)), {})[row] = None
                    self._as_listed.add(key_of(words))

    def main_keys(self) -> list[str]:
        """Return the keys of the streets known across the city, "raya" left out."""
        return [key for key, rows in self._rows.items() if not self.small(list(rows))]

    def known(self, key: str) -> bool:
        """Tell whether a street bears the name with this key ("raya" left out)."""
        return key in self._rows

    def rows(self, words: Sequence[Word]) -> list[Place]:
        """Return the streets that the words may name, none when they name none.

        A number behind the name may be the house's: "Diponegoro 1" is also Diponegoro.
        """
        plain = _plain(words)
        found = dict(self._rows.get(key_of(plain), {}))
        if found and plain[-1].text.isdigit():
            found.update(self._rows.get(key_of(plain[:-1]), {}))
        if len(plain) > 1 and plain[0].text == "kampung":
            found.update(self._rows.get(key_of(plain[1:]), {}))
        return list(found)

    def called(self, words: Sequence[Word]) -> list[Place]:
        """Return the streets whose own name the words are, "raya" left out."""
        key = key_of(_plain(words))
        return [
            row
            for row in self._rows.get(key, ())
            if key_of(_plain(without_street_word(self._words_of(row.name)))) == key
        ]

    def weak(self, words: Sequence[Word], rows: Sequence[Place]) -> bool:
        """Tell whether the name proves nothing alone: a common word, borne by small streets all over town."""
        spelt = self.spelt.get(key_of(_plain(words)), ())
        core = [text for text in spelt if text not in DIRECTIONS and not text.isdigit()]
        if not core or not all(text in RECURRING for text in core):
            return False
        return all(row.kind in SMALL_STREETS for row in rows) or key_of(words) not in self._as_listed

    def named(self, words: Sequence[Word], row: Place) -> str:
        """Return which of the street's names the words used."""
        key = key_of(_plain(words))
        names = (row.name, *row.aliases)
        used = (name for name in names if key_of(_plain(without_street_word(self._words_of(name)))) == key)
        return next(used, row.name)

    def small(self, rows: Sequence[Place]) -> bool:
        """Tell whether all are too small to be known across the city."""
        return all(row.kind in SMALL_STREETS for row in rows)


def without_street_word(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words without "jalan" or "gang" before them."""
    return words[1:] if len(words) > 1 and words[0].text in STREET_WORDS else words


def _plain(words: Sequence[Word]) -> Sequence[Word]:
    rest = [word for word in words if word.text != "raya"]
    return rest or words
