"""Who speaks, to whom? One language, one city: names, times and words in it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.domain.model import Incident, Wave
from bot.texts import format as fmt
from bot.texts.screen import Button, Press, Screen, Style
from bot.texts.wording import Html, Wording
from bot.zones.model import Kind
from bot.zones.pack import CityPack


@dataclass(frozen=True)
class Voice:
    """The words of one language for one city."""

    wording: Wording
    city: CityPack
    language: str

    @cached_property
    def _time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.city.timezone)

    def say(self, key: str, **args: str | int | float) -> Html:
        """The text `key` as HTML; string arguments are escaped."""
        return Html(self.wording.say(self.language, key, **args))

    def button(
        self,
        key: str,
        press: Press | None = None,
        url: str = "",
        style: Style = Style.PLAIN,
        **args: str | int,
    ) -> Button:
        """A button by the text `button-<key>`; its words are plain text."""
        words = self.wording.say(
            self.language,
            f"button-{key}",
            **{k: Html(v) if isinstance(v, str) else v for k, v in args.items()},
        )
        return Button(words, press, url, style)

    def kind(self, incident: Incident) -> Kind | None:
        return self.city.kind(incident.kind) if incident.kind else None

    def kind_name(self, incident: Incident) -> str:
        kind = self.kind(incident)
        return kind.name(self.language) if kind else ""

    def emoji(self, incident: Incident) -> str:
        kind = self.kind(incident)
        return kind.emoji if kind else "❔"

    def zone(self, code: str) -> str:
        zone = self.city.zones.get(code)
        return zone.name if zone else code

    def reach(self, wave: int, zone: str) -> Html:
        """Whom a wave calls; neighbours that were guessed are said to be."""
        guessed = wave == Wave.NEIGHBOURS and self.city.neighbours_guessed
        return self.say("reach-2-guessed" if guessed else f"reach-{wave}", zone=self.zone(zone))

    def community(self, key: str) -> str:
        """The short name, or what was stored when the pack does not know it any more; "" is the only one."""
        known = self.city.communities
        only = known[0].key if len(known) == 1 else ""
        found = self.city.community(key or only)
        return found.short if found else key

    def clock(self, at: datetime | None) -> str:
        return fmt.clock(at, self._time_zone) if at else ""

    def clock_zone(self, at: datetime | None) -> str:
        """14.05 WIB."""
        return f"{self.clock(at)} {self.city.timezone_abbreviation}" if at else ""

    def day(self, at: datetime) -> str:
        return fmt.day(at, self._time_zone)

    def distance(self, metres: float) -> str:
        return fmt.distance(metres, self.language)

    def address(self, incident: Incident, limit: int = fmt.ADDRESS) -> str:
        """The address as typed, tamed and cut; the zone where none was given."""
        return fmt.one_line(incident.address, limit) or self.zone(incident.zone)

    def place(self, incident: Incident, limit: int = fmt.ADDRESS) -> str:
        """The address with its zone, once."""
        address, zone = self.address(incident, limit), self.zone(incident.zone)
        return address if not zone or zone.casefold() in address.casefold() else f"{address}, {zone}"

    def ended_by(self, incident: Incident) -> Html:
        """Sari, operator 112."""
        return self.say("signed", name=fmt.person(incident.ended_by))

    def details(self, incident: Incident, limit: int = fmt.DETAILS) -> str:
        return fmt.shorten(fmt.tame(incident.details), limit)

    def for_incident(self, incident: Incident, screen: Screen) -> Screen:
        """A drill is marked on every line and button."""
        return screen.marked(self.say("drill-mark")) if incident.drill else screen
