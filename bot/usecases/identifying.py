"""Who is this? Roles and volunteer of a Telegram account, and what its chat tells about reaching it."""

from datetime import datetime

from bot.domain.people import Actor, Grant, Reach, Role
from bot.storage.unit_of_work import Database
from bot.usecases.alarming import reachable_again


class Identifying:
    """Turns an account into an actor. `admin_ids` come from the settings and can not be taken away here."""

    def __init__(self, db: Database, admin_ids: frozenset[int]) -> None:
        self._db = db
        self._admins = admin_ids

    async def actor(self, user_id: int | None, name: str, *, at_desk: bool = False) -> Actor:
        """The actor. `at_desk` = Telegram itself says that this person belongs to the operators' chat."""
        grants: frozenset[Grant] = frozenset({Grant(Role.OPERATOR)} if at_desk else ())
        if user_id is None:
            return Actor(None, name, grants)
        async with self._db.read() as work:
            grants |= await work.roles.of(user_id)
            volunteer = await work.volunteers.by_telegram(user_id)
        if user_id in self._admins:
            grants |= {Grant(Role.ADMIN)}
        return Actor(user_id, volunteer.name if volunteer and volunteer.name else name, grants, volunteer)

    async def blocked(self, user_id: int, now: datetime, update_id: int | None) -> None:
        """A person blocked the bot: shown as unreachable from now on."""
        async with self._db.work(now, update_id) as work:
            await work.volunteers.set_reach(user_id, Reach.BLOCKED)

    async def unblocked(self, user_id: int, now: datetime, update_id: int | None) -> None:
        """The way is open again; who never answered the test alarm still has to."""
        async with self._db.work(now, update_id) as work:
            await reachable_again(work, user_id, now)

    async def let_in(self, chat_id: int, now: datetime, update_id: int | None) -> None:
        """The bot is in this group or channel (again): cards that were lost there are drawn."""
        async with self._db.work(now, update_id) as work:
            await work.cards.restore(chat_id)

    async def chat_moved(self, old: int, new: int, now: datetime, update_id: int | None) -> None:
        """A group became a supergroup: everything that pointed to it points to the new one."""
        async with self._db.work(now, update_id) as work:
            if await work.inbox.chat_moved(old, new):
                await work.notices.move_chat(old, new)
                await work.cards.move_chat(old, new)

    async def desk_chat(self, configured: int | None) -> int | None:
        """The operators' chat by its present id."""
        if configured is None:
            return None
        async with self._db.read() as work:
            return await work.inbox.current_chat(configured)
