"""How long does the poll loop wait after a fault of the line to Telegram, and what is worth saying?"""

from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)

UNREACHABLE = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # s, shortened by up to a quarter
CONFLICT = (
    3.0,
    5.0,
    10.0,
    20.0,
    30.0,
)  # s, shortened likewise; the other may be our predecessor, just ending
SENIOR_AFTER = (
    20.0  # s without a fault; below the shortest of the longest pauses, so that one of two gets there
)
SENIOR_SAYS_EVERY = 600.0  # s
WEBHOOK = "webhook"  # both of Telegram's texts about one hold the word in some case

WE_WAIT = "another process polls with this token; this one waits until that one ends"
WE_STAY = "another process tries to poll with this token; this one was first and goes on"
ASKS_ON = f"asking again, at least every {UNREACHABLE[-1]:.0f} s; nothing is lost"
MEANS = {"ClientConnectorDNSError": "the server's name can not be found (DNS); "}
HOOKED = "a webhook is set, so another process takes the updates; this one waits until it is removed"


class Conflict(Exception):
    """409: somebody else polls with this token, or a webhook is set."""


class Unauthorized(Exception):
    """401: the token is wrong or was revoked."""


class Unreachable(Exception):
    """No usable answer: network, 5xx, not JSON. The reason is logged, so it must not hold the token."""


class SlowDown(Exception):
    """429: ask again after `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class Line:
    """The state of the line. Of two pollers the one that has polled undisturbed is the senior: it comes back
    soon after each conflict, and the other one waits longer and longer. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float], jitter: Callable[[], float]) -> None:
        self._clock, self._jitter = clock, jitter
        self._trouble = ""  # which kind of fault it is that goes on
        self._said: set[tuple[str, ...]] = set()  # what was said of it
        self._failures = 0
        self._since: float | None = None
        self._fine_since = clock()
        self._stayed_at = -SENIOR_SAYS_EVERY

    def begins(self) -> None:
        """The first request is about to be made."""
        self._fine_since = self._clock()

    def failed(self, fault: Exception) -> float:
        """Seconds to wait now. A fault outside the closed set counts as unreachable, by its type's name."""
        if isinstance(fault, SlowDown):
            log.warning("telegram.slow_down", seconds=fault.retry_after)
            return fault.retry_after
        if isinstance(fault, Conflict):
            hooked = WEBHOOK in str(fault).lower()
            if not hooked and self._clock() - self._fine_since >= SENIOR_AFTER:
                return self._stays(fault)
            return self._waits("telegram.conflict", CONFLICT, fault, doing=HOOKED if hooked else WE_WAIT)
        return self._waits("telegram.unreachable", UNREACHABLE, fault)

    def works(self) -> None:
        """Telegram has answered. A conflict is over only after a while: the other one may just be waiting."""
        now = self._clock()
        if self._trouble == "telegram.conflict" and now - self._fine_since < SENIOR_AFTER:
            return
        if self._since is not None:
            log.info("telegram.reachable", after_seconds=round(now - self._since, 1))
        self._trouble, self._failures, self._since = "", 0, None
        self._said.clear()

    def _stays(self, fault: Conflict) -> float:
        if self._clock() - self._stayed_at >= SENIOR_SAYS_EVERY:
            log.warning("telegram.conflict", seconds=CONFLICT[0], reason=str(fault), doing=WE_STAY)
            self._stayed_at = self._clock()
        return CONFLICT[0]

    def _waits(self, event: str, ladder: tuple[float, ...], fault: Exception, **more: str) -> float:
        now = self._clock()
        self._failures = self._failures + 1 if event == self._trouble else 1
        self._trouble = event
        self._since = now if self._since is None else self._since
        seconds = ladder[min(self._failures, len(ladder)) - 1]
        reason = str(fault) if isinstance(fault, (Conflict, Unreachable)) else type(fault).__name__
        said = (event, more["doing"] if more else reason)
        if said not in self._said:
            more = more or {"doing": f"{MEANS.get(reason, '')}{ASKS_ON}"}
            log.warning(event, seconds=seconds, reason=reason, **more)
            self._said.add(said)
        shortened = seconds * (1 - self._jitter() / 4)
        self._fine_since = now + shortened
        return shortened
