"""How far is a typed word from a name? Slips of the finger cost little, other letters much."""

_VOWELS = frozenset("aiueo")
_ALIKE = frozenset(map(frozenset, ("td", "kg", "bp", "fp", "jc", "ck", "wu", "mn", "rl", "gj", "hk")))
_VOWEL, _TURNED, _FIRST = 0.7, 0.9, 0.6
"""A vowel left out or mistaken, two letters turned; and what a slip in the first letter costs beyond."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS = {letter: (x + 0.4 * y, y) for y, row in enumerate(_ROWS) for x, letter in enumerate(row)}


def allowed(length: int) -> float:
    """Return the dearest slip that is forgiven in a name of so many letters."""
    return 0.0 if length < 5 else 1.0 if length < 7 else 1.5 if length < 9 else 1.75 if length < 13 else 2.5


def slip(typed: str, name: str) -> float:
    """Return what it costs to make `name` of `typed`: about 1 for each slip, more for an unlikely letter."""
    before: list[float] = []
    last = [j + (_FIRST if j else 0.0) for j in range(len(name) + 1)]
    for i, letter in enumerate(typed, start=1):
        row = [i + _FIRST]
        for j, wanted in enumerate(name, start=1):
            cost = min(
                last[j - 1] + _swap(letter, wanted) + (_FIRST if i == j == 1 and letter != wanted else 0.0),
                last[j] + 1.0,
                row[j - 1] + (_VOWEL if wanted in _VOWELS else 1.0),
            )
            if i > 1 and j > 1 and typed[i - 2] == wanted and letter == name[j - 2] and letter != wanted:
                cost = min(cost, before[j - 2] + _TURNED)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _swap(letter: str, wanted: str) -> float:
    if letter == wanted:
        return 0.0
    if letter in _VOWELS and wanted in _VOWELS:
        return _VOWEL
    return 1.1 if frozenset((letter, wanted)) in _ALIKE or _beside(letter, wanted) else 2.0


def _beside(letter: str, wanted: str) -> bool:
    """Tell whether two letters lie side by side on the keyboard."""
    here, there = _KEYS.get(letter), _KEYS.get(wanted)
    if here is None or there is None:
        return False
    return abs(here[0] - there[0]) < 1.1 and abs(here[1] - there[1]) < 2
