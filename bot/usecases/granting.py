"""Who is operator, coordinator, admin? `/peran`, for admins."""

from bot.domain.errors import Reason
from bot.domain.notices import Notice, reply
from bot.domain.people import Grant, Role
from bot.storage.unit_of_work import Work
from bot.usecases.base import Call, UseCase, record

ROLE_WORDS = {
    "operator": Role.OPERATOR,
    "koordinator": Role.COORDINATOR,
    "coordinator": Role.COORDINATOR,
    "admin": Role.ADMIN,
}
REVOKE = ("cabut", "hapus", "revoke")
LONGEST_NUMBER = 16
"""Digits of a Telegram number: the Bot API promises at most 52 significant bits."""


class Granting(UseCase):
    """The admins' job."""

    async def ask(self, call: Call, words: list[str], replied: tuple[int, str] | None) -> None:
        """`/peran` shows the roles; `/peran operator 7001` gives, `/peran cabut operator 7001` takes."""
        async with self.db.work(call.now, call.update_id) as work:
            await work.notices.add([await self._answer(work, call, words, replied)], call.now)

    async def _answer(
        self, work: Work, call: Call, words: list[str], replied: tuple[int, str] | None
    ) -> Notice:
        if not call.actor.is_admin:
            return reply(call.key, call.chat_id, f"refused-{Reason.NOT_ADMIN.value}")
        if not words:
            return reply(call.key, call.chat_id, "roles")
        revoke = words[0].lower() in REVOKE
        rest = words[1:] if revoke else words
        role = ROLE_WORDS.get(rest[0].lower()) if rest else None
        if role is None:
            word = rest[0] if rest else words[0]
            return reply(call.key, call.chat_id, "roles-unknown-role", word=word)
        return await self._change(work, call, role, rest[1:], replied, revoke)

    async def _change(
        self,
        work: Work,
        call: Call,
        role: Role,
        rest: list[str],
        replied: tuple[int, str] | None,
        revoke: bool,
    ) -> Notice:
        number = next((int(w) for w in rest if w.isdecimal() and len(w) <= LONGEST_NUMBER), None)
        words = [w for w in rest if not w.isdecimal()]
        user_id, name = (number, str(number)) if number is not None else replied or (None, "")
        if user_id is None:
            return reply(call.key, call.chat_id, "roles-usage")
        community = self.city.community(words[0]) if words else None
        if role is Role.COORDINATOR and not revoke and community is None:
            known = ", ".join(c.key for c in self.city.communities)
            word = words[0] if words else "?"
            return reply(call.key, call.chat_id, "roles-unknown-community", word=word, known=known)
        known_person = await work.volunteers.by_telegram(user_id)
        name = known_person.name if known_person else name
        grant = Grant(role, community.key if community else "")
        done = await (
            work.roles.revoke(user_id, role, grant.community)
            if revoke
            else work.roles.grant(user_id, name, grant)
        )
        verb = "revoke" if revoke else "grant"
        if done:
            await record(work, call, verb, role=role.value, user_id=user_id, community=grant.community)
        text = {(True, False): "roles-granted", (False, False): "roles-has"}.get(
            (done, revoke), "roles-revoked" if done else "roles-hasnt"
        )
        return reply(call.key, call.chat_id, text, name=name, role=role.value)
