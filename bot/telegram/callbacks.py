"""What does a button carry? `verb:subject:word`, at most 64 bytes, and nothing that is trusted."""

from bot.texts.screen import Press

MOST_BYTES = 64


def pack(press: Press) -> str:
    """The callback data of a press. Raises ValueError beyond 64 bytes (Telegram's limit)."""
    data = f"{press.verb}:{press.subject}:{press.word}"
    if len(data.encode()) > MOST_BYTES:
        raise ValueError(f"callback data of {press.verb} is longer than {MOST_BYTES} bytes")
    return data


def unpack(data: str | None) -> Press | None:
    """The press of callback data, or None for anything that we did not write (forged, or an old form)."""
    parts = (data or "").split(":")
    if len(parts) != 3 or not parts[0].isidentifier() or not parts[1].isascii() or not parts[1].isdecimal():
        return None
    if len(parts[1]) > 15:
        return None
    return Press(parts[0], int(parts[1]), parts[2])
