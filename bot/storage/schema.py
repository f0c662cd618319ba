"""Which tables are there? Importing this module has read the whole schema into `metadata`."""

from bot.storage import cards, geocodes, inbox, incidents, journal, notices, responses, volunteers
from bot.storage.types import metadata

__all__ = [
    "cards",
    "geocodes",
    "inbox",
    "incidents",
    "journal",
    "metadata",
    "notices",
    "responses",
    "volunteers",
]
