"""How does a report become a draft that may be broadcast? Typed at once, or asked for piece by piece."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import posting
from bot.domain.errors import Reason, Refused
from bot.domain.lifecycle import Action, apply
from bot.domain.model import Asking, Draft, Incident, IncidentState, Point, Severity
from bot.domain.notices import CardKind, CardRef, Urgency
from bot.domain.policy import Policy
from bot.storage.unit_of_work import Work
from bot.usecases import placing
from bot.usecases.base import Call, Heard, Said, UseCase, record
from bot.zones.model import Kind
from bot.zones.pack import CityPack

NEAR_IN_TIME = timedelta(minutes=2)
"""A location and a text of one sender belong together when they come within this."""
PATIENCE_WITH_WORDS = timedelta(minutes=15)
OFFERED_KINDS = 4


class Posting(UseCase):
    """The operator's job before the alarm."""

    async def post(self, call: Call, text: str, *, drill: bool = False, point: Point | None = None) -> int:
        """`/insiden …`: a new draft and its preview. Never refused for what is missing: it is asked for.
        Returns the draft's id."""
        async with self.db.work(call.now, call.update_id) as work:
            sender = call.actor.user_id or 0
            if point is None:
                point = await work.inbox.take_location(call.chat_id, sender, *_about(call.now, NEAR_IN_TIME))
            incident = await work.incidents.add(self._draft(call, text, drill, point))
            await record(work, call, "draft", incident.id, text=text[:4000])
            await self._show(work, call, incident, reply_to=call.message_id)
            return incident.id

    def _draft(self, call: Call, text: str, drill: bool, point: Point | None) -> Incident:
        parts = posting.parse(text)
        placed = self._place(parts.place, point)
        if placed == placing.Placing() and posting.is_pasted(text):
            parts, placed = self._pasted(text, parts)
        draft = Incident(
            id=0,
            drill=drill,
            address=parts.place,
            details=parts.details,
            home_chat=call.chat_id,
            author=call.actor.name,
            author_id=call.actor.user_id,
            created_at=call.now,
        )
        draft = with_kind(self.city, draft, parts.kind)
        return asked_next(placing.placed(draft, placed))

    def _pasted(self, text: str, parts: posting.Posting) -> tuple[posting.Posting, placing.Placing]:
        """A whole report, of which any line may say where: that line is the address, the rest details."""
        whole = placing.by_text(self.city, text)
        for line in text.splitlines():
            found = placing.by_text(self.city, line)
            if (found.zone or found.zones or found.outside) and found.zone == whole.zone:
                return posting.with_address(text, line.strip()), whole
        return parts, whole

    def _place(self, text: str, point: Point | None) -> placing.Placing:
        if point is not None:
            return placing.by_point(self.city, point)
        return placing.by_text(self.city, text) if text else placing.Placing()

    async def add_location(self, call: Call, point: Point, incident_id: int | None) -> bool:
        """A location for a draft (by reply), else for the sender's draft of the last two minutes, else kept
        for the next one. True when a draft took it."""
        async with self.db.work(call.now, call.update_id) as work:
            sender = call.actor.user_id
            incident = await self._open_draft(work, incident_id)
            if incident is None and incident_id is None:
                span = _about(call.now, NEAR_IN_TIME)
                incident = await work.incidents.latest_draft(call.chat_id, sender, *span)
            if incident is None:
                await work.inbox.share_location(call.chat_id, sender or 0, point, call.now)
                return False
            placed = placing.placed(incident, placing.by_point(self.city, point))
            await self._save(work, call, asked_next(placed), "place")
            return True

    async def previewed_at(self, chat_id: int, message_id: int) -> int | None:
        """The incident whose card this message is."""
        async with self.db.read() as work:
            return await work.cards.find(CardKind.OPERATOR, chat_id, message_id)

    async def asked_in(self, call: Call) -> int | None:
        """The caller's own draft that waits for words, in a private chat where nobody needs to reply."""
        async with self.db.read() as work:
            span = _about(call.now, PATIENCE_WITH_WORDS)
            draft = await work.incidents.latest_draft(call.chat_id, call.actor.user_id, *span)
            return draft.id if draft and draft.draft.asking is not Asking.NOTHING else None

    async def fill_in(self, call: Call, incident_id: int, text: str) -> Heard:
        """A reply to the preview: the answer to what it asks, else a correction of the place."""
        async with self.db.work(call.now, call.update_id) as work:
            incident = await self._open_draft(work, incident_id)
            if incident is None:
                return await self._gone(work, incident_id)
            asking = incident.draft.asking
            if asking is Asking.KIND:
                filled = with_kind(self.city, incident, text)
            elif asking is Asking.DETAILS:
                filled = replace(incident, details=text, draft=Draft())
            else:
                filled = placing.placed(replace(incident, address=text), placing.by_text(self.city, text))
            await self._save(work, call, asked_next(filled), asking.value or "place")
            return Said("toast-done")

    async def choose_kind(self, call: Call, incident_id: int, key: str) -> Heard:
        """A kind by button."""
        if key not in {k.key for k in self.city.kinds}:
            return Refused(Reason.STALE_BUTTON)
        return await self._edit(
            call, incident_id, lambda i: asked_next(of_kind(self.city, i, self.city.kind(key))), "kind"
        )

    async def choose_zone(self, call: Call, incident_id: int, code: str) -> Heard:
        """A zone by button; "none" = none of the candidates, so all are offered."""
        if code == "none":
            return await self._edit(call, incident_id, _no_candidate, "zone")
        if code not in self.city.zones:
            return Refused(Reason.STALE_BUTTON)
        return await self._edit(
            call, incident_id, lambda i: asked_next(placing.chosen(self.city, i, code)), "zone"
        )

    async def change(self, call: Call, incident_id: int, part: str = "choice") -> Heard:
        """`Ubah`, then what: kind, place or details. "" goes back to the preview."""
        try:
            asking = Asking(part)
        except ValueError:
            return Refused(Reason.STALE_BUTTON)
        return await self._edit(call, incident_id, lambda i: _asking(i, asking), "change")

    async def discard(self, call: Call, incident_id: int) -> Heard:
        """`Batal`: the draft is not broadcast."""
        async with self.db.work(call.now, call.update_id) as work:
            incident = await work.incidents.get(incident_id, lock=True)
            if incident is None:
                return Refused(Reason.UNKNOWN_INCIDENT)
            change = apply(incident, Action.DISCARD, call.actor.name, call.now)
            if isinstance(change, Refused):
                return change
            await self._save(work, call, change.after, "discard")
            return Said("toast-discarded")

    async def _edit(
        self, call: Call, incident_id: int, edit: Callable[[Incident], Incident], what: str
    ) -> Heard:
        async with self.db.work(call.now, call.update_id) as work:
            incident = await self._open_draft(work, incident_id)
            if incident is None:
                return await self._gone(work, incident_id)
            await self._save(work, call, edit(incident), what)
            return Said("toast-done")

    async def _open_draft(self, work: Work, incident_id: int | None) -> Incident | None:
        if incident_id is None:
            return None
        incident = await work.incidents.get(incident_id, lock=True)
        return incident if incident and incident.state is IncidentState.DRAFT else None

    async def _gone(self, work: Work, incident_id: int) -> Refused:
        incident = await work.incidents.get(incident_id)
        if incident is None:
            return Refused(Reason.UNKNOWN_INCIDENT)
        refused = apply(incident, Action.BROADCAST, "", incident.created_at)
        return refused if isinstance(refused, Refused) else Refused(Reason.NOT_NOW)

    async def _save(self, work: Work, call: Call, incident: Incident, what: str) -> None:
        await work.incidents.save(incident, IncidentState.DRAFT)
        await record(work, call, what, incident.id)
        await self._show(work, call, incident)

    async def _show(self, work: Work, call: Call, incident: Incident, reply_to: int | None = None) -> None:
        home = await self.home(work, incident)
        card = CardRef(kind=CardKind.OPERATOR, chat_id=home, subject_id=incident.id)
        await work.cards.touch(card, Urgency.ANSWER, call.now, reply_to=reply_to)


def with_kind(city: CityPack, incident: Incident, typed: str) -> Incident:
    """The draft with the kind that the words mean; unknown words offer the nearest kinds."""
    found = city.find_kind(typed) if typed else None
    if found is not None:
        return of_kind(city, incident, found)
    near = tuple(k.key for k in city.nearest_kinds(typed, OFFERED_KINDS)) if typed else ()
    return replace(incident, kind="", draft=replace(incident.draft, typed_kind=typed[:200], kinds=near))


def of_kind(city: CityPack, incident: Incident, kind: Kind) -> Incident:
    """The draft with this kind, and the patience that goes with its severity."""
    patience, coming = city.patience[kind.severity], city.coming
    policy = Policy(
        remind=patience.remind,
        neighbours=patience.neighbours,
        city=patience.city,
        nobody=patience.nobody,
        ask=coming.ask,
        ask_after_eta=coming.ask_after_eta,
        release=coming.release,
        verdict=coming.verdict,
        stale=coming.stale_hours * 60,
    )
    draft = replace(incident.draft, typed_kind="", kinds=())
    return replace(
        incident,
        kind=kind.key,
        severity=Severity(kind.severity.value),
        sensitive=kind.sensitive,
        policy=policy,
        draft=draft,
    )


def asked_next(incident: Incident) -> Incident:
    """Ask for the first thing that is missing: the kind, then the place."""
    asking = Asking.NOTHING
    if not incident.kind:
        asking = Asking.KIND
    elif not incident.zone:
        asking = Asking.PLACE
    return replace(incident, draft=replace(incident.draft, asking=asking))


def _asking(incident: Incident, asking: Asking) -> Incident:
    if asking is Asking.NOTHING:
        return asked_next(incident)
    draft = replace(incident.draft, asking=asking)
    if asking is Asking.KIND:
        draft = replace(draft, kinds=(), typed_kind="")
    if asking is Asking.PLACE:
        draft = replace(draft, zones=(), outside="")
    return replace(incident, draft=draft)


def _no_candidate(incident: Incident) -> Incident:
    return replace(incident, draft=replace(incident.draft, zones=(), asking=Asking.PLACE))


def _about(now: datetime, within: timedelta) -> tuple[datetime, datetime]:
    """So long before and after: what lies further ahead was written before the clock was set back."""
    return now - within, now + within
