"""What may people simply ask? Help, the running incidents, the roll; answered by a notice like everything."""

from bot.domain.errors import Reason, Refused
from bot.domain.notices import Notice, reply
from bot.usecases.base import Call, Heard, Said, UseCase


class Asking(UseCase):
    """Read-only wishes. The text is made when it is sent, from what is true then."""

    async def help(self, call: Call) -> None:
        """`/bantuan`: what this person may do."""
        actor = call.actor
        groups = ["everyone"]
        groups += ["volunteer"] if actor.volunteer else []
        groups += ["operator"] if actor.is_operator else []
        groups += ["admin"] if actor.is_admin else []
        await self._reply(call, "help", groups="|".join(groups))

    async def active(self, call: Call) -> None:
        """`/aktif`: the running incidents, untaken first."""
        if not call.actor.is_operator:
            await self._reply(call, f"refused-{Reason.NOT_OPERATOR.value}")
        else:
            await self._reply(call, "active")

    async def start(self, call: Call) -> None:
        """`/start`: a welcome; who is known is greeted by name."""
        if call.actor.volunteer:
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

    async def say(self, call: Call, text: str) -> None:
        """A fixed sentence."""
        await self._reply(call, text)

    async def _reply(self, call: Call, text: str, **args: str | int) -> None:
        async with self.db.work(call.now, call.update_id) as work:
            notices: list[Notice] = [reply(call.key, call.chat_id, text, **args)]
            await work.notices.add(notices, call.now)
