"""Run by Alembic: the connection is handed in by `bot.storage.migrate`, never opened here."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from bot.storage.schema import metadata


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A migration names plain column types: it must not change when our own types do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
