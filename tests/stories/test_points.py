"""Points that need a second look: near a border, beside the city, or with latitude and longitude swapped."""

from bot.zones.city import load_city
from tests.stories.conftest import OUTSIDER
from tests.stories.joining import until_home
from tests.stories.town import Town

SIMPANG_LIMA = (-6.9904, 110.42294)  # 87 m from Semarang Tengah
LAWANG_SEWU = "-6.9839, 110.4104"


async def test_both_sides_of_a_border_are_offered(town: Town) -> None:
    """Near a border the preview says so, and one tap takes the other side or goes back; the point stays."""
    await town.sari.says("/insiden kebakaran; air mancur itu; tenda")
    town.sari.hears("Saya belum menemukan")
    await town.sari.shares_location(*SIMPANG_LIMA, reply_to=town.sari.last["message_id"])
    town.sari.sees("Zona: Semarang Selatan (dari lokasi yang dikirim)", "Kelurahan: Pleburan (perkiraan)")
    town.sari.sees("Hanya 87 m dari batas Semarang Tengah")
    assert town.sari.buttons()[:2] == ["semarang selatan", "semarang tengah"]

    await town.sari.presses("Semarang Tengah")
    town.sari.sees("Zona: Semarang Tengah (dipilih operator", "di sisi Semarang Selatan")
    assert (await town.incident()).point == SIMPANG_LIMA
    await town.sari.presses("Semarang Selatan")
    town.sari.sees("Zona: Semarang Selatan (dari lokasi yang dikirim)")
    assert (await town.incident()).point == SIMPANG_LIMA
    town.nothing_else_was_sent()


async def test_far_from_a_border_nothing_is_offered(town: Town) -> None:
    """Inside a kecamatan the preview keeps to its three buttons; the kelurahan is marked as a guess."""
    await town.sari.says(f"/insiden kebakaran; {LAWANG_SEWU}; gudang")
    town.sari.hears("Zona: Semarang Tengah (dari koordinat)", "Kelurahan: Sekayu (perkiraan)")
    assert town.sari.buttons() == ["siarkan", "ubah", "batal"]
    town.nothing_else_was_sent()


async def test_swapped_coordinates_are_asked_about(town: Town) -> None:
    """Longitude before latitude: the preview shows them the right way round, and one tap takes that point."""
    await town.sari.says("/insiden kebakaran; 110.4104, -6.9839; gudang")
    town.sari.hears("Lintang dan bujur tampaknya tertukar", "-6.98390, 110.41040 di Semarang Tengah")
    await town.sari.presses("Semarang Tengah")
    town.sari.sees("Periksa dulu", "Zona: Semarang Tengah (dari koordinat)", "Kelurahan: Sekayu")
    assert (await town.incident()).point == (-6.9839, 110.4104)
    town.nothing_else_was_sent()


async def test_a_swapped_home_is_asked_again(town: Town) -> None:
    """Who types a home the wrong way round is told the right way, and nothing is stored meanwhile."""
    town.sandbox.world.users[OUTSIDER].phone = "+6281200007900"
    await until_home(town.rina)
    await town.rina.says("110.4104, -6.9839")
    town.rina.sees("Lintang dan bujur tampaknya tertukar. Maksudnya -6.9839, 110.4104?")
    stored = await town.person(OUTSIDER)
    assert stored.home_zone == ""
    await town.rina.says("-6.9839, 110.4104")
    town.rina.sees("Di mana tempat kerja Anda?")


async def test_just_beside_the_city_snaps(town: Town) -> None:
    """A typed point 200 m beyond the border counts as the nearest kecamatan, and that is said."""
    lowest = min((lat, lon) for lon, lat in town_border())
    await town.sari.says(f"/insiden kebakaran; {lowest[0] - 200 / 110_590:.6f}, {lowest[1]:.6f}; ilalang")
    town.sari.hears("Zona: ", "titik 200 m di luar batas kota")
    town.nothing_else_was_sent()


def town_border() -> list[tuple[float, float]]:
    """The corners of all kecamatan, lon and lat."""
    return [corner for area in load_city("semarang").shapes.values() for corner in area.exterior.coords]
