"""What does a volunteer report from the scene? Verdicts, first aid, crowd, officers, SOS, notes."""

from dataclasses import dataclass, replace

from bot.domain.errors import Reason, Refused
from bot.domain.model import Incident, IncidentState, Response, ResponseState, Verdict
from bot.domain.notices import Notice, NoticeKind, Urgency, reply
from bot.domain.people import Role
from bot.domain.verdict import Vote, judge
from bot.storage.unit_of_work import Work
from bot.usecases.alarming import told, volunteer_card
from bot.usecases.answering import Part, Taking
from bot.usecases.base import Call, Heard, Said, record, refuse

MOST_HELPED = 99


@dataclass(frozen=True, slots=True)
class Material:
    """What a person sent: words, or a file that Telegram keeps."""

    text: str = ""
    media: str = ""
    file_id: str = ""


class Reporting(Taking):
    """The presses of those on the scene, and what they send."""

    async def vote(self, call: Call, incident_id: int, word: str) -> Heard:
        """`Benar terjadi` and its like. From afar it is noted but does not count."""
        if word not in set(Verdict):
            return Refused(Reason.STALE_BUTTON)
        async with self.db.work(call.now, call.update_id) as work:
            part = await self.part(work, call, incident_id, "vote")
            if isinstance(part, Refused):
                return part
            verdict = Verdict(word)
            there = part.response.on_scene_at is not None
            sure = call.actor.has(Role.COORDINATOR)
            vote = Vote(part.volunteer.id, verdict, from_afar=not there, by_coordinator=sure and there)
            await work.responses.vote(incident_id, vote, call.now)
            await record(work, call, "vote", incident_id, verdict=word, afar=int(not there))
            if not there:
                return Said("toast-verdict-afar", {"verdict": word})
            incident = await judged(work, part.incident)
            response = replace(part.response, verdict=verdict, due_at=None, asked_at=None)
            await self.keep(work, call, part, response, incident)
            await self.verdict_lines(work, call, part.incident, incident)
            return Said("toast-verdict", {"verdict": word})

    async def aid(self, call: Call, incident_id: int, verb: str, word: str = "") -> Heard:
        """First aid by taps: what was done (several), then for how many."""
        async with self.db.work(call.now, call.update_id) as work:
            part = await self.part(work, call, incident_id, verb)
            if isinstance(part, Refused):
                return part
            if part.response.state is not ResponseState.ON_SCENE:
                return await refuse(work, call, Refused(Reason.NOT_NOW), verb, incident_id)
            after = _aided(part.response, verb, word)
            if after is None:
                return Refused(Reason.STALE_BUTTON)
            await self.keep(work, call, part, after, part.incident)
            if after.aid_people and verb == "aid_count":
                await record(
                    work, call, "aid", incident_id, people=after.aid_people, what="|".join(after.aid)
                )
                await self.line(
                    work,
                    part.incident,
                    "aid",
                    call.now,
                    name=part.volunteer.name,
                    people=after.aid_people,
                    aid="|".join(after.aid),
                    once=call.key,
                )
                return Said("toast-aid")
            return Said("toast-done")

    async def crowd(self, call: Call, incident_id: int) -> Heard:
        """`Ramai kerumunan`: shown on the card."""
        async with self.db.work(call.now, call.update_id) as work:
            part = await self._there(work, call, incident_id, "crowd")
            if isinstance(part, Refused):
                return part
            await self.keep(work, call, part, part.response, replace(part.incident, crowd=True))
            await record(work, call, "crowd", incident_id)
            return Said("toast-crowd")

    async def officers(self, call: Call, incident_id: int) -> Heard:
        """`Petugas tiba`: the first one to say so is named."""
        async with self.db.work(call.now, call.update_id) as work:
            part = await self._there(work, call, incident_id, "officers")
            if isinstance(part, Refused):
                return part
            if part.incident.officers_at is not None:
                return Said("toast-already")
            name = part.volunteer.name
            incident = replace(part.incident, officers_at=call.now, officers_by=name)
            await self.keep(work, call, part, part.response, incident)
            await record(work, call, "officers", incident_id)
            await self.line(work, incident, "officers", call.now, name=name, once="officers")
            return Said("toast-officers")

    async def sos(self, call: Call, incident_id: int) -> Heard:
        """A volunteer needs help: the desk and everybody coming or there hear it before all else."""
        async with self.db.work(call.now, call.update_id) as work:
            part = await self._there(work, call, incident_id, "sos")
            if isinstance(part, Refused):
                return part
            await record(work, call, "sos", incident_id)
            who = {"name": part.volunteer.name, "community": part.volunteer.community}
            args = {"line": "sos", "at": call.now.isoformat(), "phone": part.volunteer.phone, **who}
            desk = await self.desk(work, part.incident)
            notices = [_to_desk(part.incident, NoticeKind.LINE, f"sos:{call.key}", desk, Urgency.SOS, args)]
            others = await work.responses.of(incident_id, ResponseState.COMING, ResponseState.ON_SCENE)
            people = await work.volunteers.many(
                r.volunteer_id for r in others if r.volunteer_id != part.volunteer.id
            )
            helpers = list(people.values())
            notices += told(
                part.incident, NoticeKind.SOS, Urgency.SOS, helpers, call.key, at=call.now.isoformat(), **who
            )
            await work.notices.add(notices, call.now)
            await work.cards.rouse(incident_id, call.now)
            return Said("toast-sos")

    async def _there(self, work: Work, call: Call, incident_id: int, action: str) -> Part | Refused:
        part = await self.part(work, call, incident_id, action)
        if isinstance(part, Refused) or part.response.state is ResponseState.ON_SCENE:
            return part
        return await refuse(work, call, Refused(Reason.NOT_NOW), action, incident_id)

    async def note(self, call: Call, material: Material) -> bool:
        """A field note of the person's current incident; False when they are in none."""
        volunteer = call.actor.volunteer
        incident_id = await self._current(volunteer.id) if volunteer else None
        if volunteer is None or incident_id is None:
            return False
        async with self.db.work(call.now, call.update_id) as work:
            incident = await work.incidents.get(incident_id, lock=True)
            assert incident is not None
            note_id = await work.responses.add_note(
                incident.id, volunteer.id, material.text[:4000], material.media, material.file_id, call.now
            )
            await record(work, call, "note", incident.id, media=material.media)
            desk = await self.desk(work, incident)
            args = {"name": volunteer.name, "text": material.text[:1000], "media": material.media}
            args["file_id"] = material.file_id
            owed = _to_desk(incident, NoticeKind.NOTE, f"note:{note_id}", desk, Urgency.PROMPT, args)
            thanks = reply(call.key, call.chat_id, "note-kept", tag=incident.tag)
            await work.notices.add([owed, thanks], call.now)
            await work.cards.touch(volunteer_card(incident.id, volunteer), Urgency.CARD, call.now)
            await work.cards.rouse(incident.id, call.now)
            await self.touch_operator_cards(work, incident, call.now)
            return True

    async def _current(self, volunteer_id: int) -> int | None:
        """The running incident this person is part of."""
        async with self.db.read() as work:
            running = [i.id for i in await work.incidents.in_state(IncidentState.OPEN)]
            current = await work.responses.current_of(volunteer_id, running)
            return current.incident_id if current else None


async def judged(work: Work, incident: Incident) -> Incident:
    """What the votes add up to; the operator's own verdict stands above them."""
    if incident.judged_by_operator:
        return incident
    judgement = judge(await work.responses.votes(incident.id))
    return replace(incident, verdict=judgement.verdict, standing=judgement.standing)


def _aided(response: Response, verb: str, word: str) -> Response | None:
    """The response one tap further in the first-aid pages; None for a tap that does not exist."""
    match verb:
        case "aid":
            return replace(response, step="aid_what")
        case "aid_what" if word.isidentifier():
            rest = tuple(a for a in response.aid if a != word)
            return replace(response, aid=rest if word in response.aid else (*rest, word), step="aid_what")
        case "aid_next":
            return replace(response, step="aid_count" if response.aid else "aid_what")
        case "aid_back":
            return replace(response, step="")
        case "aid_count" if word.isdecimal() and 1 <= int(word) <= MOST_HELPED:
            return replace(response, aid_people=int(word), step="")
        case _:
            return None


def _to_desk(
    incident: Incident,
    kind: NoticeKind,
    key: str,
    chat_id: int,
    urgency: Urgency,
    args: dict[str, str],
) -> Notice:
    return Notice(
        key=f"{incident.id}:{key}",
        kind=kind,
        chat_id=chat_id,
        urgency=urgency,
        incident_id=incident.id,
        args=dict(args),
    )
