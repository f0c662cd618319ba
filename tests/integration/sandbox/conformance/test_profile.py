"""What may a bot say about itself, and which commands may it offer to whom?"""

import pytest

from .conftest import Cast
from .driver import Driver, Refused


async def test_profile(api: Driver, cast: Cast) -> None:
    """Name, descriptions, rights and menu button are set and read back per language."""
    await api.call("set_my_description", description="Untuk relawan", language_code="id")
    await api.call("set_my_short_description", short_description="Relawan 112")
    await api.call("set_my_name", name="Kentongan 112")
    described = await api.call("get_my_description", language_code="id")
    short = await api.call("get_my_short_description", language_code="id")
    assert (described.description, short.short_description) == ("Untuk relawan", "Relawan 112")
    assert await api.call("set_my_default_administrator_rights", for_channels=True)
    assert await api.call("set_chat_menu_button", chat_id=cast.budi.id)
    photos = await api.call("get_user_profile_photos", user_id=cast.budi.id)
    assert photos.total_count == 0
    with pytest.raises(Refused, match="too long"):
        await api.call("set_my_short_description", short_description="a" * 121)


async def test_commands_by_scope(api: Driver, cast: Cast) -> None:
    """A person's menu is that of the narrowest scope which has one."""
    people = cast.sandbox.people
    await api.commands([("bantuan", "Cara memakai")])
    await api.commands([("aktif", "Insiden aktif")], scope={"type": "chat", "chat_id": cast.sari.id})
    assert [entry["command"] for entry in people.menu(cast.budi.id)] == ["bantuan"]
    assert [entry["command"] for entry in people.menu(cast.sari.id)] == ["aktif"]
    await api.call("delete_my_commands", scope={"type": "chat", "chat_id": cast.sari.id})
    assert [entry["command"] for entry in people.menu(cast.sari.id)] == ["bantuan"]
    assert (await api.call("get_my_commands"))[0].description == "Cara memakai"


@pytest.mark.parametrize(
    ("name", "about", "reason"),
    [
        ("Bantuan", "x", "bot_command_invalid"),
        ("a" * 33, "x", "bot_command_invalid"),
        ("ban-tuan", "x", "bot_command_invalid"),
        ("bantuan", "a" * 257, "bot_command_description_invalid"),
    ],
)
async def test_bad_commands(api: Driver, name: str, about: str, reason: str) -> None:
    """Commands are 1–32 small letters, digits and underscores, with 1–256 characters of description."""
    with pytest.raises(Refused, match=reason):
        await api.commands([(name, about)])


async def test_hundred_commands(api: Driver) -> None:
    """A scope holds a hundred commands."""
    many = [(f"c{n}", "x") for n in range(101)]
    assert await api.commands(many[:100])
    with pytest.raises(Refused, match="bot_commands_too_much"):
        await api.commands(many)


async def test_commands_for_unknown_chats(api: Driver) -> None:
    """A menu cannot be set for a chat that is not there."""
    with pytest.raises(Refused, match="chat not found"):
        await api.commands([("a", "b")], scope={"type": "chat", "chat_id": 31337})


async def test_commands_for_strangers(api: Driver, cast: Cast) -> None:
    """Nor for a person who never pressed Start."""
    with pytest.raises(Refused, match="chat not found"):
        await api.commands([("a", "b")], scope={"type": "chat", "chat_id": cast.joko.id})
