"""The Bot API methods, one file per family; importing this package fills the registry."""

from bot.sandbox.methods import (
    attachments,
    buttons,
    chat,
    commands,
    deleting,
    editing,
    marks,
    me,
    sending,
    webhook,
)
from bot.sandbox.methods.registry import METHODS, Call, Method

__all__ = ["METHODS", "Call", "Method"]
FAMILIES = (attachments, buttons, chat, commands, deleting, editing, marks, me, sending, webhook)
