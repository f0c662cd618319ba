"""What follows from a fault? A decision as a value; someone else carries it out. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.notices import REFUSED
from bot.domain.people import Reach
from bot.telegram.faults import Blocked, Broken, Fault, Gone, Moved, Slow, Unsure

PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
"""Seconds before each further attempt; never shorter than the one before."""


class Move(StrEnum):
    AGAIN = "again"  # at `after` seconds
    GIVE_UP = "give_up"  # recorded as failed, with the reason
    FOLLOW = "follow"  # the chat has another id now
    POST_ANEW = "post_anew"  # the message is gone


@dataclass(frozen=True, slots=True)
class Decision:
    move: Move
    reason: str = ""
    after: float = 0.0
    perhaps_twice: bool = False
    reach: Reach | None = None  # what is learned about the person
    chat_id: int = 0


def decide(fault: Fault, attempts: int, jitter: float, *, outage: bool = False) -> Decision:
    """What to do after attempt number `attempts` (from 1); `jitter` in 0…1 spreads retries by up to 20 %.

    In a whole `outage` the circuit keeps the time: what failed in it is ready again as soon as the line is,
    so that the nearest still goes first.
    """
    match fault:
        case Blocked(reach, text):
            return Decision(Move.GIVE_UP, text, reach=reach)
        case Moved(chat_id):
            return Decision(Move.FOLLOW, chat_id=chat_id)
        case Slow(seconds):
            return Decision(Move.AGAIN, f"429: wait {seconds:g} s", after=seconds)
        case Gone(text):
            return Decision(Move.POST_ANEW, text)
        case Broken(text):
            return Decision(Move.GIVE_UP, f"{REFUSED}{text}")
        case Unsure(text, perhaps_sent, everybody=True) if outage:
            return Decision(Move.AGAIN, text, perhaps_twice=perhaps_sent)
        case Unsure(text, perhaps_sent):
            pause = PAUSES[min(attempts, len(PAUSES)) - 1]
            return Decision(Move.AGAIN, text, after=pause * (1 + 0.2 * jitter), perhaps_twice=perhaps_sent)
