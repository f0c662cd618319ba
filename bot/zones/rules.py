"""What does city.toml say? Its tables checked and turned into values; a complaint names place and mend."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.zones.files import CARDS, CITY
from bot.zones.model import Agency, Coming, Community, Kind, PackError, Patience, Severity
from bot.zones.text import fold

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything in city.toml but the geography."""

    name: str
    service: str
    code: str
    letters: str
    timezone: str
    timezone_abbreviation: str
    operator_phone: str
    communities: tuple[Community, ...]
    agencies: dict[str, Agency]
    kinds: tuple[Kind, ...]
    patience: dict[Severity, Patience]
    coming: Coming
    spellings: dict[str, str]


def read_rules(table: Table, cards: Iterable[str]) -> Rules:
    """Return the rules of a parsed city.toml; `cards` are the known first-aid keys. Raises PackError."""
    agencies = {key: Agency(key, name) for key, name in _table(table, "agencies", CITY).items()}
    communities = tuple(_community(row) for row in _rows(table, "communities"))
    _unique((item.key for item in communities), "communities")
    kinds = tuple(_kind(row) for row in _rows(table, "kinds"))
    _check_kinds(kinds, agencies, set(cards))
    patience = _table(table, "patience", CITY)
    words = ("name", "service", "code", "letters", "timezone", "timezone_abbreviation", "operator_phone")
    plain = {word: _text(table, word, CITY) for word in words}
    _check_timezone(plain["timezone"])
    return Rules(
        **plain,
        communities=communities,
        agencies=agencies,
        kinds=kinds,
        patience={severity: _patience(patience, severity) for severity in Severity},
        coming=_coming(_table(table, "coming", CITY)),
        spellings=_spellings(table.get("spellings", {})),
    )


def _community(row: Table) -> Community:
    where = f"community {row.get('key', '?')!r}"
    return Community(_text(row, "key", where), _text(row, "name", where), _text(row, "short", where))


def _kind(row: Table) -> Kind:
    where = f"kind {row.get('key', '?')!r}"
    names = _table(row, "names", where)
    return Kind(
        key=_text(row, "key", where),
        name_id=_text(names, "id", f"names of {where}"),
        name_en=_text(names, "en", f"names of {where}"),
        emoji=_text(row, "emoji", where),
        severity=_severity(_text(row, "severity", where), where),
        sensitive=_flag(row, "sensitive", where),
        aliases=_texts(row, "aliases", where),
        agencies=_texts(row, "agencies", where),
        first_aid=_text(row, "first_aid", where),
        parent=_text(row, "parent", where) if "parent" in row else None,
    )


def _severity(text: str, where: str) -> Severity:
    try:
        return Severity(text)
    except ValueError:
        known = ", ".join(Severity)
        raise PackError(f"Unknown severity {text!r} in {where}: use one of {known}.") from None


def _check_kinds(kinds: tuple[Kind, ...], agencies: Mapping[str, Agency], cards: set[str]) -> None:
    _unique((kind.key for kind in kinds), "kinds")
    keys = {kind.key for kind in kinds}
    owner: dict[str, str] = {}
    for kind in kinds:
        _known(kind.agencies, agencies, f"kind {kind.key!r} names the unknown agency", "[agencies]")
        _known([kind.first_aid], cards, f"kind {kind.key!r} names the unknown first-aid card", CARDS)
        _known(
            [kind.parent] if kind.parent else [],
            keys,
            f"kind {kind.key!r} names the unknown parent",
            "[[kinds]]",
        )
        for word in kind.aliases:
            other = owner.setdefault(fold(word), kind.key)
            if other != kind.key:
                raise PackError(
                    f"The alias {word!r} belongs to both {other!r} and {kind.key!r}: keep it in one of them."
                )


def _known(names: Iterable[str], known: Iterable[str], complaint: str, home: str) -> None:
    listed = sorted(known)
    for name in names:
        if name not in listed:
            raise PackError(f"The {complaint} {name!r}: add it to {home} or use one of {', '.join(listed)}.")


def _unique(keys: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise PackError(f"The key {key!r} stands twice in {where}: rename or remove one.")
        seen.add(key)


def _patience(table: Table, severity: Severity) -> Patience:
    where = f"[patience.{severity}]"
    row = _table(table, severity.value, "[patience]")
    steps = [_minutes(row, step, where) for step in ("remind", "neighbours", "city", "nobody")]
    if steps != sorted(set(steps)):
        raise PackError(f"The steps of {where} must grow: remind < neighbours < city < nobody.")
    return Patience(*steps)


def _coming(row: Table) -> Coming:
    steps = ("ask", "ask_after_eta", "release", "verdict", "stale_hours")
    return Coming(*(_minutes(row, step, "[coming]") for step in steps))


def _spellings(row: Any) -> dict[str, str]:
    if not isinstance(row, dict) or not all(isinstance(value, str) and value for value in row.values()):
        raise PackError('In city.toml, [spellings] is not a table of words: write pendrikan = "pindrikan".')
    return {fold(typed): fold(listed) for typed, listed in row.items()}


def _check_timezone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        raise PackError(f"Unknown timezone {name!r} in city.toml: use a name such as Asia/Jakarta.") from None


def _field(table: Table, key: str, where: str, kind: type, example: str) -> Any:
    value = table.get(key)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
        raise PackError(f"In {where}, {key!r} is missing or not {kind.__name__}: write {key} = {example}.")
    return value


def _text(table: Table, key: str, where: str) -> str:
    value: str = _field(table, key, where, str, '"…"')
    if not value.strip():
        raise PackError(f'In {where}, {key!r} is empty: write {key} = "…".')
    return value.strip()


def _texts(table: Table, key: str, where: str) -> tuple[str, ...]:
    values = _field(table, key, where, list, '["…", "…"]')
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise PackError(f"In {where}, {key!r} holds something that is not text: put each word in quotes.")
    return tuple(value.strip() for value in values)


def _flag(table: Table, key: str, where: str) -> bool:
    value: bool = _field(table, key, where, bool, "true or false")
    return value


def _minutes(table: Table, key: str, where: str) -> int:
    value: int = _field(table, key, where, int, "5")
    if value <= 0:
        raise PackError(f"In {where}, {key!r} must be a positive whole number: write {key} = 5.")
    return value


def _table(table: Table, key: str, where: str) -> Table:
    value: Table = _field(table, key, where, dict, "a table")
    return value


def _rows(table: Table, key: str) -> list[Table]:
    value: list[Table] = _field(table, key, CITY, list, f"[[{key}]] tables")
    if not value or not all(isinstance(row, dict) for row in value):
        raise PackError(
            f"In city.toml, {key!r} is empty or not a list of tables: write [[{key}]] once for each."
        )
    return value
