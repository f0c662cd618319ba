"""Who writes to the bot here, and what Telegram makes of it."""

from bot.handlers.lanes import Update

BUDI, WATI = 1, 2


def written(update_id: int, person: int) -> Update:
    return {"update_id": update_id, "message": {"from": {"id": person}, "chat": {"id": -5}}}


def ids(updates: list[Update]) -> list[int]:
    return [update["update_id"] for update in updates]
