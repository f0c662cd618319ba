"""What does every use case need? Who calls, where and when; and what the caller hears back."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.errors import Reason, Refused
from bot.domain.model import Incident, Standing, Verdict
from bot.domain.notices import Args, CardKind, CardRef, Notice, NoticeKind, Urgency
from bot.domain.people import Actor
from bot.storage.journal import Entry
from bot.storage.unit_of_work import Database, Work
from bot.storage.unit_of_work import Repeated as Repeated  # the doors know no storage
from bot.zones.pack import CityPack


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Who acts, in which chat, when, and by which update (None = the clock or the command line)."""

    actor: Actor
    now: datetime
    update_id: int | None = None
    chat_id: int = 0
    message_id: int | None = None

    @property
    def key(self) -> str:
        """Makes the notices of this call unique, so that a replay owes nothing twice."""
        return str(self.update_id) if self.update_id is not None else self.now.isoformat()


@dataclass(frozen=True, slots=True)
class Said:
    """A short answer to the presser: a key of the texts and its arguments."""

    text: str
    args: Args = field(default_factory=dict)


Heard = Said | Refused


class UseCase:
    """What all of them hold: the database, the city, and the operators' chat as configured."""

    def __init__(self, db: Database, city: CityPack, operator_chat: int | None) -> None:
        self.db = db
        self.city = city
        self._operator_chat = operator_chat

    async def operator_chat(self, work: Work) -> int | None:
        """The operators' chat by its present id (a group may have become a supergroup)."""
        return None if self._operator_chat is None else await work.inbox.current_chat(self._operator_chat)

    async def desk(self, work: Work, incident: Incident) -> int:
        """The chat where an incident's key lines go."""
        return await self.operator_chat(work) or await self.home(work, incident)

    async def home(self, work: Work, incident: Incident) -> int:
        """The chat where an incident was posted, by its present id."""
        return await work.inbox.current_chat(incident.home_chat)

    async def touch_operator_cards(
        self, work: Work, incident: Incident, now: datetime, urgency: Urgency = Urgency.CARD
    ) -> None:
        """Redraw the incident's card in the operators' chat and where it was posted."""
        for chat in sorted({await self.desk(work, incident), await self.home(work, incident)}):
            ref = CardRef(kind=CardKind.OPERATOR, chat_id=chat, subject_id=incident.id)
            await work.cards.touch(ref, urgency, now)

    async def line(
        self, work: Work, incident: Incident, name: str, at: datetime, /, **args: str | int
    ) -> None:
        """Post a key line under the operator card: the text `line-<name>`; the same `once` never twice."""
        once = args.pop("once", at.isoformat())
        notice = Notice(
            key=f"line:{incident.id}:{name}:{once}",
            kind=NoticeKind.LINE,
            chat_id=await self.desk(work, incident),
            urgency=Urgency.PROMPT,
            incident_id=incident.id,
            args={"line": name, "at": at.isoformat(), **args},
        )
        await work.notices.add([notice], at)
        await work.cards.rouse(incident.id, at)

    async def verdict_lines(self, work: Work, call: Call, before: Incident, after: Incident) -> None:
        """A changed verdict gets its line; a confirmed hoax one more, with the stand-down in one tap."""
        now = (after.verdict, after.standing)
        if after.verdict is None or after.standing is None or (before.verdict, before.standing) == now:
            return
        words = {"verdict": after.verdict.value, "standing": after.standing.value}
        await self.line(work, after, "verdict", call.now, name=call.actor.name, once=call.key, **words)
        if now == (Verdict.HOAX, Standing.CONFIRMED):
            await self.line(work, after, "hoax", call.now, once=call.key)


async def record(
    work: Work,
    call: Call,
    action: str,
    incident_id: int | None = None,
    *,
    late: bool = False,
    **details: str | int | float,
) -> None:
    """One line in the journal, in the same transaction."""
    await work.journal.write(
        Entry(
            at=call.now,
            action=action,
            actor=call.actor.name,
            actor_id=call.actor.user_id,
            incident_id=incident_id,
            volunteer_id=call.actor.volunteer.id if call.actor.volunteer else None,
            late=late,
            details=details,
        )
    )


async def refuse(work: Work, call: Call, refused: Refused, action: str, incident_id: int | None) -> Refused:
    """Write the refusal down, as late where the incident had ended, and hand it on."""
    late = refused.reason is Reason.ENDED
    await record(work, call, action, incident_id, late=late, refused=refused.reason.value)
    return refused
