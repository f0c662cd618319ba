"""What may people simply ask? Help, the running incidents, the roll; answered by a notice like everything."""

import re
from dataclasses import replace

from bot.domain.errors import Reason, Refused
from bot.domain.notices import Notice, reply
from bot.domain.people import Role, VolunteerStatus
from bot.storage.unit_of_work import Work
from bot.usecases.base import Call, Heard, Said, UseCase


class Asking(UseCase):
    """Read-only wishes. The text is made when it is sent, from what is true then."""

    async def help(self, call: Call) -> None:
        """`/bantuan`: what this person may do."""
        actor = call.actor
        groups = ["everyone"]
        groups += ["volunteer"] if actor.volunteer else ["newcomer"]
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
                owed = reply(call.key, call.chat_id, f"refused-{Reason.NOT_COORDINATOR.value}")
            else:
                owed = await self._roll_of(work, call, typed.strip().lstrip("#").upper())
            await work.notices.add([owed], call.now)

    async def _roll_of(self, work: Work, call: Call, number: str) -> Notice:
        if not number:
            incident = await work.incidents.latest()
        else:
            tail = re.sub(r"^[A-Z]+", "", number)  # #SMG0421 as people copy it
            incident = await work.incidents.by_number(number) or await work.incidents.by_number(tail or "?")
        if incident is not None:
            return replace(reply(call.key, call.chat_id, "roll"), incident_id=incident.id)
        if number:
            return reply(call.key, call.chat_id, "roll-unknown", word=number)
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
        """`/start`: a welcome; who is known is greeted by name."""
        known = call.actor.volunteer
        if known and known.status is not VolunteerStatus.REGISTERING:
            await self._reply(call, "start-known", name=call.actor.name)
        else:
            await self._reply(call, "start-new", id=str(call.actor.user_id))

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
