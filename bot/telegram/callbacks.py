"""What does a button carry? `verb:subject:word`, at most 64 bytes, and nothing that is trusted."""

from bot.texts.screen import Press

MOST_BYTES = 64
MOST_SUBJECT = 2**31 - 1
"""The largest id that a database column of ours holds; a larger one was never written by us."""


def pack(press: Press) -> str:
    """The callback data of a press. Raises ValueError beyond 64 bytes, and for what would not read back."""
    data = f"{press.verb}:{press.subject}:{press.word}"
    if len(data.encode()) > MOST_BYTES:
        raise ValueError(f"callback data of {press.verb} is longer than {MOST_BYTES} bytes")
    if unpack(data) != press:
        raise ValueError(f"callback data {data!r} would not read back as the same press")
    return data


def unpack(data: str | None) -> Press | None:
    """The press of callback data, or None for anything that we did not write (forged, or an old form)."""
    parts = (data or "").split(":")
    if len(parts) != 3 or not parts[0].isidentifier() or not parts[1].isascii() or not parts[1].isdecimal():
        return None
    if len(parts[1]) > 10 or int(parts[1]) > MOST_SUBJECT:
        return None
    return Press(parts[0], int(parts[1]), parts[2])
