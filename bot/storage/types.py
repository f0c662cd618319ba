"""How does a domain value stand in a column? Column types, so that rows already hold domain values."""

from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import JSON, DateTime, Float, Index, MetaData, String, text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bot.domain.model import Asking, Draft
from bot.domain.policy import Policy

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware time, UTC inside; SQLite keeps it without a zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone came to the database; pass an aware one")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[Any]):
    """A member of a string enum, kept as its word. An empty text stands for the empty member."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[Enum]) -> None:
        super().__init__()
        self.words = words
        self._members = {str(word.value): word for word in words}

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(self.words(value).value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self._members[value]


class Seconds(TypeDecorator[timedelta]):
    """A duration, kept in seconds."""

    impl = Float
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> float | None:
        return None if value is None else value.total_seconds()

    def process_result_value(self, value: float | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(seconds=value)


class Words(TypeDecorator[tuple[str, ...]]):
    """A short list of words, kept with a bar between them."""

    impl = String(400)
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return "|".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple(w for w in (value or "").split("|") if w)


class PolicyJSON(TypeDecorator[Policy]):
    """The patience an incident started with; a key unknown to this version is refused loudly."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Policy | None, dialect: Dialect) -> dict[str, float] | None:
        return None if value is None else value.as_dict()

    def process_result_value(self, value: dict[str, float] | None, dialect: Dialect) -> Policy:
        return Policy(**(value or {}))


class DraftJSON(TypeDecorator[Draft]):
    """What a draft still asks for."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Draft | None, dialect: Dialect) -> dict[str, Any]:
        draft = value or Draft()
        return {
            "asking": draft.asking.value,
            "typed_kind": draft.typed_kind,
            "kinds": list(draft.kinds),
            "zones": list(draft.zones),
            "outside": draft.outside,
        }

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> Draft:
        if not value:
            return Draft()
        return Draft(
            asking=Asking(value["asking"]),
            typed_kind=value["typed_kind"],
            kinds=tuple(value["kinds"]),
            zones=tuple(value["zones"]),
            outside=value["outside"],
        )


def index_where(name: str, *columns: str, only: str) -> Index:
    """An index that holds only the rows of which the SQL condition `only` is true."""
    return Index(name, *columns, sqlite_where=text(only), postgresql_where=text(only))
