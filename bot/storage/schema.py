"""Which tables are there? Importing this module has read the whole schema into `metadata`."""

from bot.storage import cards, inbox, incidents, journal, notices, responses, volunteers
from bot.storage.types import metadata

__all__ = ["cards", "inbox", "incidents", "journal", "metadata", "notices", "responses", "volunteers"]
