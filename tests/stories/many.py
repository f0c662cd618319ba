"""How does a story fill an operators' group with incidents? Each in a kecamatan, with people of its own."""

from dataclasses import dataclass

from bot.sandbox.calls import Entry
from bot.sandbox.model import Json
from tests.stories.town import Phone, Town

PLACES = (
    ("33.74.05", "Genuk"),
    ("33.74.06", "Pedurungan"),
    ("33.74.10", "Tembalang"),
    ("33.74.11", "Banyumanik"),
    ("33.74.12", "Gunungpati"),
    ("33.74.15", "Ngaliyan"),
    ("33.74.16", "Tugu"),
    ("33.74.04", "Gayamsari"),
)


@dataclass
class Scene:
    """One incident: its card in the group, the first volunteer, and those who may join."""

    number: int
    zone: str
    card: Json
    first: Phone
    others: list[Phone]

    @property
    def tag(self) -> str:
        return f"#SMG{self.number:04d}"

    @property
    def line(self) -> str:
        """How its line on the overview begins."""
        return f"{self.tag} 🌊 Banjir, {self.zone} · "


async def broadcast(town: Town, number: int, people: int = 2, what: str = "insiden") -> Scene:
    """The next incident, in a kecamatan of its own; its volunteers have been called."""
    code, zone = PLACES[number - 1]
    crew = [
        await town.volunteer(f"Relawan {n}", n, community="mik", home_zone=code)
        for n in range(9000 + 100 * number, 9000 + 100 * number + people)
    ]
    await town.sari.says(f"/{what} banjir; {zone}; air naik")
    card = town.sari.hears("Periksa dulu", zone)
    await town.sari.presses("Siarkan", card["message_id"])
    for phone in crew:
        phone.hears("BANJIR")
    return Scene(number, zone, card, crew[0], crew[1:])


async def scene(town: Town, number: int, people: int = 2, what: str = "insiden") -> Scene:
    """The next incident, and somebody is coming."""
    one = await broadcast(town, number, people, what)
    await one.first.presses("Menuju lokasi")
    town.sari.hears("menuju lokasi")
    return one


async def settled_in(town: Town, numbers: range, people: int = 2) -> list[Scene]:
    """Incidents whose first volunteer is there and found them genuine: nothing is left to ask."""
    scenes = [await scene(town, n, people) for n in numbers]
    for one in scenes:
        for words in ("Sudah di lokasi", "Benar terjadi"):
            await one.first.presses(words)
            town.sari.hears(one.tag)
    return scenes


def edits(town: Town, message: Json, since: int = 0) -> list[Entry]:
    """The redraws of this message in the operators' group."""
    return [
        e
        for e in town.calls("editMessageText", since)
        if e.chat_id == town.desk.id and int(e.params["message_id"]) == message["message_id"]
    ]


def to_desk(town: Town, since: int) -> list[Entry]:
    """All that the group's twenty a minute were spent on."""
    calls = town.calls("editMessageText", since) + town.calls("sendMessage", since)
    return [e for e in calls if e.chat_id == town.desk.id]
