"""Is the database away? One line when it goes, however long it is, and one when it is well again."""

import time
from collections.abc import Callable

import asyncpg
import sqlalchemy.exc
import structlog

log = structlog.get_logger(__name__)

UNAVAILABLE = (
    sqlalchemy.exc.DBAPIError,
    sqlalchemy.exc.TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    OSError,
)
"""What a database raises that is away, full or locked: it may be well again in a moment."""
OUR_OWN = (sqlalchemy.exc.IntegrityError, sqlalchemy.exc.ProgrammingError, sqlalchemy.exc.DataError)
"""What it raises when it is well and we are wrong."""
WRONG_DATA = ("22", "23")
"""PostgreSQL's classes for the same: data that can not be, and a constraint that does not allow it."""
COLLIDED = ("40P01", "40001")
"""PostgreSQL's codes for two who waited for each other, one of whom is sent back: it is well, and the next
try gets through."""
QUIET = 10.0
"""s without a refusal until it counts as well: on a full disk who writes nothing still succeeds."""


class Away:
    """The state of the database as its users meet it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: float | None = None
        self._last = 0.0
        self._ours: set[str] = set()

    def failed(self, error: BaseException) -> None:
        """Something could not be done. What a healthy database refuses is our bug: said once of each type."""
        if _ours(error):
            self._refused(error)
            return
        if _collided(error):
            return
        self._last = self._clock()
        if self._since is not None:
            return
        self._since = self._last
        reason = str(getattr(error, "orig", None) or error)[:200] or type(error).__name__
        log.error("database.away", reason=reason, doing="nothing is lost; trying again until it is well")

    def excuses(self, error: BaseException) -> bool:
        """Is this what a database raises that is away, and has that been told; or need nobody be told?"""
        if _collided(error):
            return True
        if self._since is None or _ours(error):
            return False
        return isinstance(error, UNAVAILABLE)

    def _refused(self, error: BaseException) -> None:
        if type(error).__name__ not in self._ours:
            self._ours.add(type(error).__name__)
            log.error("database.refused", reason=_kind(error))

    def works(self) -> None:
        """A transaction was committed."""
        if self._since is not None and self._clock() - self._last >= QUIET:
            log.warning("database.back", after_seconds=round(self._last - self._since, 1))
            self._since = None


def _ours(error: BaseException) -> bool:
    """SQLAlchemy knows only some of what asyncpg raises for wrong data: its own words for a value that it can
    not write, and the server's codes."""
    if isinstance(error, OUR_OWN):
        return True
    root = _root(error)
    unwritable = isinstance(root, ValueError) and not isinstance(root, OSError)  # not a false certificate
    return unwritable or _code(error)[:2] in WRONG_DATA


def _root(error: BaseException) -> BaseException:
    """What the driver raised, below what SQLAlchemy made of it."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _kind(error: BaseException) -> str:
    """Which refusal, in words that quote nothing: its text may hold what a person wrote."""
    root = _root(error)
    return " ".join(filter(None, (type(root).__name__, getattr(root, "constraint_name", None))))


def _code(error: BaseException) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def _collided(error: BaseException) -> bool:
    return _code(error) in COLLIDED
