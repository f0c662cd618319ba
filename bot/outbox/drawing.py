"""What does a debt say now? Facts fetched and drawn at the moment of sending, in the reader's language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.coverage import coverage
from bot.domain.lifecycle import Action
from bot.domain.model import Incident, IncidentState
from bot.domain.notices import CardKind, CardRef, Notice
from bot.domain.roll import Roll, make_roll
from bot.domain.situation import Situation
from bot.outbox.known import Known
from bot.outbox.order import calls_until_done
from bot.outbox.truth import untrue
from bot.storage.unit_of_work import Work
from bot.texts import joining, operator, overview, volunteer
from bot.texts.notices import Facts, draw
from bot.texts.screen import Screen
from bot.texts.voice import Voice
from bot.texts.wording import Wording
from bot.zones.pack import CityPack

TimeFor = Callable[[int], float | None]
"""Seconds that so many calls will take; None while nobody can know (Telegram does not answer)."""
SAME_EVENT = timedelta(minutes=30)
"""An open incident of the same kind and zone posted within this is shown as perhaps the same."""
OPERATORS_ACTIONS = frozenset({*Action, "judge", "show"})
"""A late press of an operator, who may be a volunteer as well, is no late answer."""


class Drawing:
    """Draws notices and cards from the database's newest truth."""

    def __init__(self, wording: Wording, city: CityPack, language: str) -> None:
        self._wording = wording
        self._city = city
        self._language = language
        self._voices: dict[str, Voice] = {}

    def voice(self, language: str = "") -> Voice:
        """The voice in a person's language, else in the city's."""
        language = language or self._language
        if language not in self._voices:
            self._voices[language] = Voice(self._wording, self._city, language)
        return self._voices[language]

    async def notice(self, work: Work, notice: Notice, known: Known, now: datetime) -> Screen | str:
        """The screen of a notice, or why it is not true any more."""
        incident, response = known.incident(notice), known.response(notice)
        reason = untrue(notice, incident, response, called=known.was_called(notice))
        if reason:
            return reason
        person = known.person(notice)
        asked = notice.args.get("text")
        running = await self._running(work, now) if asked == "active" else ()
        roles = await work.roles.listed() if asked == "roles" else ()
        roll = await self._roll(work, incident) if asked == "roll" and incident else None
        facts = Facts(now, incident, response, person, roll, running, roles)
        return draw(self.voice(person.language if person else ""), notice, facts)

    async def _roll(self, work: Work, incident: Incident) -> Roll:
        everyone = await work.responses.responders(incident.id, everyone=True)
        alarms = await work.notices.alarm_states(incident.id)
        alarmed = {r.response.volunteer_id for r in everyone}
        entries = await work.journal.of(incident.id)
        late = {e.volunteer_id for e in entries if e.late and e.action not in OPERATORS_ACTIONS} & alarmed
        return make_roll(incident, everyone, alarms, len(late))

    async def _running(self, work: Work, now: datetime) -> list[Situation]:
        found = []
        for incident in await work.incidents.in_state(IncidentState.OPEN):
            situation = await work.situation(incident.id, now)
            assert situation is not None
            found.append(situation)
        return found

    async def _voice_of(self, work: Work, volunteer_id: int | None) -> Voice:
        if volunteer_id is None:
            return self.voice()
        person = await work.volunteers.get(volunteer_id)
        return self.voice(person.language if person else "")

    async def card(self, work: Work, ref: CardRef, time_for: TimeFor, now: datetime) -> Screen | None:
        """The screen of a card as it should look now; None when there is nothing to show."""
        if ref.kind is CardKind.OPERATOR:
            return await self._operator_card(work, ref, time_for, now)
        if ref.kind is CardKind.VOLUNTEER and ref.volunteer_id is not None:
            return await self._volunteer_card(work, ref, ref.volunteer_id)
        if ref.kind is CardKind.OVERVIEW:
            return await self._overview(work, ref, now)
        if ref.kind is CardKind.FORMER:
            return await self._former(work, ref)
        person = await work.volunteers.get(ref.subject_id)
        return joining.approval(self.voice(), person) if person else None

    async def _operator_card(
        self, work: Work, ref: CardRef, time_for: TimeFor, now: datetime
    ) -> Screen | None:
        situation = await work.situation(ref.subject_id, now)
        if situation is None:
            return None
        incident = situation.incident
        if situation.delivery.waiting:
            calls = calls_until_done(await work.notices.waiting_alarms(), incident.id)
            delivery = replace(situation.delivery, seconds_left=time_for(calls))
            situation = replace(situation, delivery=delivery)
        if incident.state is IncidentState.DRAFT and incident.zone:
            people = await work.volunteers.in_zones([incident.zone])
            situation = replace(situation, coverage=coverage(people))
        if incident.kind and not incident.ended:
            twins = await work.incidents.twins(incident, incident.created_at - SAME_EVENT)
            draft = incident.state is IncidentState.DRAFT
            earlier = tuple(t for t in twins if draft or t.id < incident.id)
            situation = replace(situation, twins=earlier)
        return operator.card(self.voice(), situation, await self._other_tag(work, incident.merged_into))

    async def _overview(self, work: Work, ref: CardRef, now: datetime) -> Screen | None:
        """An overview of nothing is not begun; one that stands says that it is over."""
        resting = await work.overviews.resting(ref.chat_id)
        if not resting and not await work.overviews.stands(ref):
            return None
        return overview.card(self.voice(), await work.overviews.situations(resting, now) if resting else [])

    async def _former(self, work: Work, ref: CardRef) -> Screen | None:
        """Where there is nothing to rewrite, nothing is posted."""
        incident = await work.incidents.get(ref.subject_id)
        stands = incident is not None and await work.overviews.stands(ref)
        return overview.former(self.voice(), incident) if incident and stands else None

    async def _volunteer_card(self, work: Work, ref: CardRef, volunteer_id: int) -> Screen | None:
        incident = await work.incidents.get(ref.subject_id)
        response = await work.responses.get(ref.subject_id, volunteer_id)
        if incident is None or response is None:
            return None
        other = await self._other_tag(work, incident.merged_into)
        return volunteer.card(await self._voice_of(work, volunteer_id), incident, response, other)

    async def _other_tag(self, work: Work, incident_id: int | None) -> str:
        other = await work.incidents.get(incident_id) if incident_id else None
        return other.tag if other else ""
