"""How does a story call people out? Sari reports and sends it; the two who live there hear of it."""

from bot.sandbox.model import Json
from tests.stories.conftest import FIRE
from tests.stories.town import Town


async def broadcast(town: Town, text: str = FIRE) -> Json:
    """Report, look over, send; returns the operators' card. Budi and Agus have heard (Joko cannot)."""
    await town.sari.says(text)
    card = town.sari.hears("Periksa dulu")
    await town.sari.presses("Siarkan")
    for phone in (town.budi, town.agus):
        phone.hears(*("KEBAKARAN", "darurat") if text == FIRE else ("biasa",))
    return card


def both_are_reminded(town: Town) -> None:
    """Nobody is coming yet, and Budi and Agus hear so."""
    for phone in (town.budi, town.agus):
        phone.hears("Masih dibutuhkan", "Belum ada yang menuju")
