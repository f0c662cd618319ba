"""What may people simply ask? Help, the running incidents, the roll; answered by a notice like everything."""

import re
from dataclasses import replace

from bot.domain.errors import Reason, Refused
from bot.domain.model import Incident
from bot.domain.notices import Notice, reply
from bot.domain.people import Actor, Reach, Role, VolunteerStatus
from bot.storage.unit_of_work import Work
from bot.usecases.alarming import reachable_again
from bot.usecases.base import Call, Heard, Said, UseCase

NUMBER = re.compile(r"#?(?P<letters>[A-Za-z]*)-?(?:(?P<year>\d{4})-)?(?P<digits>\d{1,9})", re.ASCII)
"""0421 as people say it, #SMG0421 as they copy it, SMG-2026-0421 as it is written in full."""
UNREACHABLE = (Reach.BLOCKED, Reach.DEACTIVATED, Reach.NEVER_STARTED)


def _is_new(actor: Actor) -> bool:
    """Somebody who is no volunteer, not yet or not any more; such a person may join."""
    here = actor.volunteer
    return here is None or here.status in (VolunteerStatus.REGISTERING, VolunteerStatus.REJECTED)


async def _numbered(work: Work, call: Call, typed: str) -> Incident | None:
    """The incident that people mean by 0421, 421, #SMG0421 or SMG-2026-0421."""
    found = NUMBER.fullmatch(typed)
    if found is None:
        return None
    letters, year, digits = found["letters"].upper(), found["year"], found["digits"].zfill(4)
    if not letters:
        return await work.incidents.by_number(digits)
    years = (int(year),) if year else (call.now.year + 1, call.now.year, call.now.year - 1)
    for each in years:
        if incident := await work.incidents.by_number(f"{letters}-{each}-{digits}"):
            return incident
    return None


class Asking(UseCase):
    """Read-only wishes. The text is made when it is sent, from what is true then."""

    async def help(self, call: Call) -> None:
        """`/bantuan`: what this person may do."""
        actor = call.actor
        groups = ["everyone"]
        groups += ["newcomer"] if _is_new(actor) else ["volunteer"]
        groups += ["coordinator"] if actor.has(Role.COORDINATOR) or actor.is_operator else []
        groups += ["operator"] if actor.is_operator else []
        groups += ["admin"] if actor.is_admin else []
        await self._reply(call, "help", groups="|".join(groups))

    async def active(self, call: Call) -> None:
        """`/aktif`: the running incidents, untaken first."""
        if not call.actor.is_operator:
            await self._reply(call, f"refused-{Reason.NOT_OPERATOR.value}")
        else:
            await self._reply(call, "active")

    async def roll(self, call: Call, typed: str) -> None:
        """`/roll 0421`, or of the newest incident; for operators and coordinators."""
        async with self.db.work(call.now, call.update_id) as work:
            if not (call.actor.is_operator or call.actor.has(Role.COORDINATOR)):
                owed = reply(call.key, call.chat_id, "roll-refused")
            else:
                owed = await self._roll_of(work, call, typed.strip())
            await work.notices.add([owed], call.now)

    async def _roll_of(self, work: Work, call: Call, typed: str) -> Notice:
        incident = await _numbered(work, call, typed) if typed else await work.incidents.latest()
        if incident is not None:
            return replace(reply(call.key, call.chat_id, "roll"), incident_id=incident.id)
        if typed:
            return reply(call.key, call.chat_id, "roll-unknown", word=typed)
        return reply(call.key, call.chat_id, "roll-none")

    async def roll_button(self, call: Call, incident_id: int) -> Heard:
        """`Daftar respon` on the card."""
        async with self.db.work(call.now, call.update_id) as work:
            incident = await work.incidents.get(incident_id)
            if incident is None or not incident.number:
                return Refused(Reason.UNKNOWN_INCIDENT)
            owed = replace(reply(call.key, call.chat_id, "roll"), incident_id=incident_id)
            await work.notices.add([owed], call.now)
            return Said("toast-done")

    async def start(self, call: Call) -> None:
        """`/start`: a welcome; who is known is greeted by name. Whoever writes to us can be written to."""
        async with self.db.work(call.now, call.update_id) as work:
            known = call.actor.volunteer
            if known and known.telegram_id and known.reach in UNREACHABLE:
                await reachable_again(work, known.telegram_id, call.now)
            if _is_new(call.actor):
                answer = reply(call.key, call.chat_id, "start-new", id=str(call.actor.user_id))
            else:
                answer = reply(call.key, call.chat_id, "start-known", name=call.actor.name)
            await work.notices.add([answer], call.now)

    async def first_aid_card(self, call: Call, incident_id: int) -> Heard:
        """The whole first-aid card of the incident's kind, as a message of its own."""
        async with self.db.work(call.now, call.update_id) as work:
            incident = await work.incidents.get(incident_id)
            if incident is None or not incident.kind:
                return Refused(Reason.UNKNOWN_INCIDENT)
            key = self.city.kind(incident.kind).first_aid
            await work.notices.add([reply(call.key, call.chat_id, "first-aid-card", card=key)], call.now)
            return Said("toast-done")

    async def kept(self, call: Call) -> Heard:
        """`Apa saja yang disimpan?`"""
        await self._reply(call, "kept")
        return Said("toast-done")

    async def say(self, call: Call, text: str) -> None:
        """A fixed sentence."""
        await self._reply(call, text)

    async def _reply(self, call: Call, text: str, **args: str | int) -> None:
        async with self.db.work(call.now, call.update_id) as work:
            notices: list[Notice] = [reply(call.key, call.chat_id, text, **args)]
            await work.notices.add(notices, call.now)
