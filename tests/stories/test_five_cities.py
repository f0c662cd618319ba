"""The same night in each of the five cities: right names, right hours, and honest about what is a guess."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.people import Volunteer
from bot.storage.unit_of_work import Database
from bot.zones.city import load_city, shipped_packs
from bot.zones.pack import CityPack
from tests.stories.joining import consents
from tests.stories.town import START, Phone, Town, open_town

BUDI, WATI, RINA = 7101, 7102, 7900
KELURAHAN = {
    "musi-banyuasin": ("Balai Agung", "Sekayu"),
    "penajam-paser-utara": ("Petung", "Penajam"),
    "samarinda": ("Handil Bakti", "Palaran"),
    "semarang": ("Bendungan", "Gajahmungkur"),
    "surabaya": ("Kebraon", "Karang Pilang"),
}


@dataclass
class Scene:
    """A town with its bot on one city's pack; Budi lives in the kecamatan, Wati in one beside it."""

    name: str
    pack: CityPack
    town: Town

    @property
    def kelurahan(self) -> str:
        return KELURAHAN[self.name][0]

    @property
    def kecamatan(self) -> str:
        return KELURAHAN[self.name][1]

    @property
    def group(self) -> str:
        """The community that Budi belongs to."""
        return self.pack.communities[0].short

    def hour(self, minutes: int = 0) -> str:
        """The time on the city's clocks so many minutes after the beginning."""
        at = (START + timedelta(minutes=minutes)).astimezone(ZoneInfo(self.pack.timezone))
        return f"{at:%H.%M}"


async def populate(url: str, pack: CityPack, kecamatan: str) -> None:
    home = pack.zone_by_name(kecamatan)
    assert home is not None
    beside = min(pack.neighbours[home.code])
    db = Database(url)
    async with db.work(START) as work:
        for user_id, name, zone in ((BUDI, "Budi", home.code), (WATI, "Wati", beside)):
            community = pack.communities[0].key
            person = Volunteer(id=0, telegram_id=user_id, name=name, community=community, home_zone=zone)
            await work.volunteers.add(person)
    await db.close()


@pytest.fixture(params=sorted(KELURAHAN))
async def scene(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Scene]:
    """One of the five cities."""
    pack = load_city(request.param)
    await populate(database_url, pack, KELURAHAN[request.param][1])
    async with open_town(database_url, city=request.param) as town:
        for user_id, name in ((BUDI, "Budi"), (WATI, "Wati"), (RINA, "Rina")):
            town.sandbox.people.add_user(name, user_id=user_id, started=user_id != RINA)
            town.phones[name.lower()] = Phone(town, user_id, name)
        town.sandbox.people.bot().updates.clear()
        yield Scene(request.param, pack, town)


def test_every_shipped_city_has_its_story() -> None:
    """Whoever ships one more city tells its story, too."""
    assert sorted(KELURAHAN) == shipped_packs()


async def test_from_the_report_to_the_end(scene: Scene) -> None:
    """A fire named by its kelurahan: Budi is called in its kecamatan, goes, confirms, at the city's hours."""
    town, pack = scene.town, scene.pack
    await town.sari.says(f"/insiden kebakaran; Kelurahan {scene.kelurahan}; rumah, 2 terjebak")
    card = town.sari.hears(
        "Periksa dulu", f"Zona: {scene.kecamatan} (dari kelurahan {scene.kelurahan})", "Akan dipanggil: 1"
    )
    town.sari.now_reads(card, pack.agencies["polisi"].name)
    await town.sari.presses("Siarkan")
    town.budi.hears("KEBAKARAN", f"#{pack.letters}0001", scene.kelurahan, scene.kecamatan)
    town.sari.now_reads(card, f"sejak {scene.hour()}")

    await town.wait(1)
    await town.budi.presses("Menuju lokasi")
    town.sari.hears(f"Budi ({scene.group}) menuju lokasi {scene.hour(1)}, 1 menit setelah siaran")
    await town.wait(7)
    await town.budi.presses("Sudah di lokasi")
    town.sari.hears(f"Budi ({scene.group}) tiba di lokasi {scene.hour(8)}")
    await town.budi.presses("Benar terjadi")
    town.sari.hears("Benar terjadi", "Budi")
    await town.budi.presses("Selesai")
    await town.sari.presses("Tutup")
    town.budi.hears("SELESAI", f"{scene.hour(8)} {pack.timezone_abbreviation}", "Sari, operator 112")
    assert not town.wati.from_bot()
    town.nothing_else_was_sent()


async def test_neighbours_hear_of_it_when_nobody_comes(scene: Scene) -> None:
    """`Perluas` reaches the kecamatan beside it; where neighbours are guessed, the line says so."""
    town = scene.town
    await town.sari.says(f"/insiden banjir; Kecamatan {scene.kecamatan}; air setinggi lutut")
    town.sari.hears(f"Zona: {scene.kecamatan} (dari nama kecamatan)")
    await town.sari.presses("Siarkan")
    town.budi.hears("BANJIR", scene.kecamatan)
    await town.sari.presses("Perluas")
    town.wati.hears("BANJIR", scene.kecamatan)
    guess = " (perkiraan)" if scene.pack.neighbours_guessed else "."
    town.sari.hears(f"diperluas ke {scene.kecamatan} dan kecamatan tetangga{guess}", "1 orang lagi dipanggil")
    town.nothing_else_was_sent()


async def test_a_sent_location_is_a_guess_without_a_map(scene: Scene) -> None:
    """A location gets its kecamatan and kelurahan; without borders, that is said."""
    town, pack = scene.town, scene.pack
    spot = next(item.point for item in pack.kelurahan.values() if item.name == scene.kelurahan)
    assert spot is not None
    await town.sari.says("/insiden kebakaran; di belakang pasar itu; rumah")
    town.sari.hears("Saya belum menemukan")
    await town.sari.shares_location(spot.lat, spot.lon, reply_to=town.sari.last["message_id"])
    town.sari.sees(
        f"Zona: {scene.kecamatan} (dari lokasi yang dikirim)", f"Kelurahan: {scene.kelurahan} (perkiraan)"
    )
    assert ("Zona ini perkiraan" in town.sari.screen) is pack.approximate
    town.nothing_else_was_sent()


async def test_a_newcomer_is_asked_only_what_must_be_asked(scene: Scene) -> None:
    """In a city with one community nobody is asked for it; the home is found by the kelurahan's name."""
    town, pack = scene.town, scene.pack
    town.sandbox.world.users[RINA].phone = "+6281200007900"
    await consents(town.rina)
    await town.rina.shares_contact()
    if len(pack.communities) > 1:
        town.rina.hears("Komunitas Anda?")
        await town.rina.presses(pack.communities[0].name)
    town.rina.hears("Di mana rumah Anda?")
    await town.rina.says(f"Kelurahan {scene.kelurahan}")
    town.rina.hears("Di mana tempat kerja Anda?")
    await town.rina.presses("Lewati")
    town.rina.hears("Keahlian Anda?")
    await town.rina.presses("Lanjut")
    town.rina.hears("Sudah benar?", f"{scene.kelurahan}, {scene.kecamatan}", pack.communities[0].short)
    await town.rina.presses("Kirim pendaftaran")
    town.rina.hears("Pendaftaran terkirim")
    town.sari.hears("Pendaftaran relawan baru", "Rina", scene.kecamatan)
    town.nothing_else_was_sent()
