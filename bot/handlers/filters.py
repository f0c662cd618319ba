"""Which button was pressed? The press inside the callback data, by its verb."""

from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from bot.telegram.callbacks import unpack
from bot.texts.screen import Press


class Verb(Filter):
    """Lets presses with one of these verbs through and hands the press on as `press`."""

    def __init__(self, *verbs: str) -> None:
        self._verbs = verbs

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Press]:
        press = unpack(query.data)
        return {"press": press} if press is not None and press.verb in self._verbs else False
