"""An address that only the online geocoder knows."""

from tests.integration.geocoding.fake_geocoders import nominatim, running
from tests.stories.town import open_town, until

SUPRIYADI = nominatim(-7.0030, 110.4640, "Jalan Supriyadi")


async def test_the_card_asks_first_and_is_then_redrawn(database_url: str) -> None:
    """The preview does not wait for the network; what comes later redraws it and says where from."""
    async with running() as fake:
        fake.places = [SUPRIYADI]
        fake.held.clear()
        async with open_town(database_url, geocoder="nominatim", geocoder_url=fake.url) as town:
            sari = town.sari
            await sari.says("/insiden kebakaran; Jl. Supriyadi 5; rumah")
            card = sari.hears('Saya belum menemukan "Jl. Supriyadi 5"')
            fake.held.set()
            await until(lambda: "OpenStreetMap" in sari.screen)
            sari.now_reads(card, "Zona: Pedurungan", "OpenStreetMap: Jalan Supriyadi", "Periksa dulu")
            town.nothing_else_was_sent()
