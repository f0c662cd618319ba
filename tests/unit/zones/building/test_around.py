"""Which places lie around a city? From Kemendagri's list to the text of outside.csv."""

from bot.zones.building.around import outside_csv
from bot.zones.building.model import Around, Register, Unit
from bot.zones.files import read_outside
from bot.zones.model import OutsidePlace
from tests.unit.zones.building import town as t

TOWN = t.town()


def regency(code: str, name: str, *kecamatan: str) -> Register:
    units = {f"{code}.{n:02}": Unit(f"{code}.{n:02}", word) for n, word in enumerate(kecamatan, 1)}
    return Register(code, name, units, {})


def names(near: list[Register], *others: Unit, written: tuple[OutsidePlace, ...] = ()) -> list[str]:
    text = outside_csv(TOWN, Around(tuple(near), others), written)
    return [row.name for row in read_outside(text, "outside.csv")]


def test_a_neighbour_and_its_kecamatan() -> None:
    """A regency stands with and without its title, then its kecamatan; the province's others follow."""
    found = names(
        [regency("33.01", "Kabupaten Gresik", "Cerme", "Kebomas")], Unit("33.02", "Kabupaten Jepara")
    )
    assert found == ["Kabupaten Gresik", "Gresik", "Cerme", "Kebomas", "Kabupaten Jepara", "Jepara"]


def test_names_of_the_city_itself_are_not_alone() -> None:
    """A kecamatan with a name of the city's, whole or its first word, stands with its regency."""
    near = regency("33.01", "Kabupaten Gresik", "Sekayu", "Kauman")
    assert names([near])[2:] == ["Sekayu Gresik", "Kauman Gresik"]


def test_everyday_words_are_not_alone() -> None:
    """ "Taman" and "Dukun" are words or people before they are kecamatan."""
    near = regency("33.01", "Kabupaten Gresik", "Taman", "Dukun")
    assert names([near])[2:] == ["Taman Gresik", "Kecamatan Taman", "Dukun Gresik", "Kecamatan Dukun"]


def test_a_name_of_two_neighbours_stands_with_its_regency() -> None:
    """Where both have a Cerme, neither is Cerme alone."""
    near = [regency("33.01", "Kabupaten Gresik", "Cerme"), regency("33.02", "Kabupaten Bangkalan", "Cerme")]
    assert [name for name in names(near) if "Cerme" in name] == ["Cerme Gresik", "Cerme Bangkalan"]


def test_a_city_goes_before_the_regency_of_its_name() -> None:
    """ "Blitar" is the city; the regency is called by its title."""
    pair = Unit("35.05", "Kabupaten Blitar"), Unit("35.72", "Kota Blitar")
    rows = read_outside(outside_csv(TOWN, Around((), pair)), "outside.csv")
    assert [(row.name, row.regency) for row in rows if row.name == "Blitar"] == [("Blitar", "Kota Blitar")]


def test_titles_of_jakarta() -> None:
    """Its cities are called without "Kota Administrasi", too."""
    assert names([], Unit("31.74", "Kota Administrasi Jakarta Selatan"))[1:] == ["Jakarta Selatan"]


def test_what_the_city_wrote_stays_with_its_regency() -> None:
    """Rows that the list does not give stay, after their regency's; building twice changes nothing."""
    near = [regency("33.01", "Kabupaten Gresik", "Cerme")]
    others = (Unit("33.02", "Kabupaten Jepara"),)
    written = (OutsidePlace("Petrokimia", "Kabupaten Gresik"), OutsidePlace("Jakarta", "Jakarta"))
    first = names(near, *others, written=written)
    assert first == [
        "Kabupaten Gresik", "Gresik", "Cerme", "Petrokimia", "Kabupaten Jepara", "Jepara", "Jakarta",
    ]  # fmt: skip
    text = outside_csv(TOWN, Around(tuple(near), others), written)
    assert outside_csv(TOWN, Around(tuple(near), others), read_outside(text, "outside.csv")) == text
