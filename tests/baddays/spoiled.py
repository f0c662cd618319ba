"""`kentongan` unchanged, in a world that a test can spoil while it runs: files in the folder `SPOILED`.

`clock` holds seconds that the machine's clock shows too much. While there is a file `names`, no name can be
resolved any more, and the hour for which the HTTP client remembers addresses is over; it holds the seconds
until the resolver says so. `quiet` (at the start)
holds the seconds without a refusal after which the database counts as back.
"""

import os
import socket
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp.connector

from bot import app as root
from bot.__main__ import main
from bot.storage import away

NAME = "telegram.kentongan.test"
HOUR = 3601.0


def clock(folder: Path) -> Callable[[], datetime]:
    """The machine's clock, as wrong as the file says."""
    file = folder / "clock"

    def now() -> datetime:
        return root.utc_now() + timedelta(seconds=float(file.read_text()) if file.exists() else 0)

    return now


def names(folder: Path) -> Callable[..., Any]:
    """`getaddrinfo` of a machine whose resolver knows one name more, or is gone."""
    ask, gone = socket.getaddrinfo, folder / "names"

    def resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        if gone.exists():
            (folder / "asked").touch()
            time.sleep(float(gone.read_text() or 0))
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return ask("127.0.0.1" if host == NAME else host, *args, **kwargs)

    return resolve


def spoil(folder: Path) -> None:
    """Let this process live in that world."""
    root.build = partial(root.build, now=clock(folder))
    socket.getaddrinfo = names(folder)
    aiohttp.connector.monotonic = lambda: (  # type: ignore[attr-defined]  # an import of theirs, replaced here
        time.monotonic() + HOUR * (folder / "names").exists()
    )
    if (folder / "quiet").exists():
        away.QUIET = float((folder / "quiet").read_text())


if __name__ == "__main__":
    spoil(Path(os.environ["SPOILED"]))
    main()
