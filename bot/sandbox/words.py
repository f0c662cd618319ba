"""How are long lists of names written down readably? As words with spaces between."""


def words(text: str) -> tuple[str, ...]:
    """The words, in their order."""
    return tuple(text.split())
