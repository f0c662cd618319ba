"""Which buttons does Telegram take, and what comes of a press?"""

from typing import Any

import pytest

from bot.sandbox import queries
from bot.sandbox.errors import ActError, NoSuchButtonError

from .conftest import Cast
from .driver import Driver, Refused

TOO_OLD = "query is too old and response timeout expired or query id is invalid"


def keys(*buttons: dict[str, Any]) -> Any:
    return {"inline_keyboard": [[button] for button in buttons]}


YES = {"text": "✅ Menuju lokasi", "callback_data": "come:1", "style": "success"}


async def pressed(api: Driver, cast: Cast) -> str:
    sent = await api.send(cast.budi.id, "Kebakaran", reply_markup=keys(YES))
    return cast.sandbox.people.press(cast.budi.id, 0, sent.message_id, "Menuju lokasi")


async def test_press_arrives(api: Driver, cast: Cast) -> None:
    """A press brings data, presser and message, and its answer is seen by the person."""
    query = await pressed(api, cast)
    (update,) = await api.updates(timeout=1)
    found = update.callback_query
    assert (found.id, found.data, found.from_user.id) == (query, "come:1", cast.budi.id)
    assert found.message.text == "Kebakaran"
    assert await api.answer(query, text="Hati-hati di jalan", show_alert=True)
    answer = cast.sandbox.people.answer(query)
    assert answer is not None
    assert (answer.text, answer.show_alert, answer.after < 5) == ("Hati-hati di jalan", True, True)


async def test_style_is_kept(api: Driver, cast: Cast) -> None:
    """A button's style reaches the phone."""
    await api.send(cast.budi.id, "a", reply_markup=keys(YES))
    shown = cast.sandbox.people.messages(cast.budi.id)[-1]["buttons"]
    assert shown == [[{"text": "✅ Menuju lokasi", "style": "success", "data": "come:1"}]]


@pytest.mark.parametrize("answered", ["twice", "late", "unknown", "foreign"])
async def test_answer_refused(
    api: Driver, cast: Cast, answered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A press is answered once, in time, by its bot; everything else is too old."""
    query = await pressed(api, cast)
    if answered == "twice":
        await api.answer(query)
    elif answered == "late":
        monkeypatch.setattr(queries, "ANSWER_WITHIN", -1.0)
    elif answered == "unknown":
        query = "123"
    else:
        cast.sandbox.world.queries[query].bot_id = 5
    with pytest.raises(Refused) as no:
        await api.answer(query)
    assert (no.value.code, no.value.reason) == (400, TOO_OLD)


async def test_answer_too_long(api: Driver, cast: Cast) -> None:
    """An answer holds 200 characters and no more."""
    query = await pressed(api, cast)
    with pytest.raises(Refused, match="message_too_long"):
        await api.answer(query, text="a" * 201)
    assert await api.answer(query, text="a" * 200)


@pytest.mark.parametrize(("data", "fits"), [("x" * 64, True), ("é" * 32, True), ("x" * 65, False)])
async def test_callback_data_bytes(api: Driver, cast: Cast, data: str, fits: bool) -> None:
    """Callback data are 1 to 64 bytes, counted in UTF-8."""
    button = keys({"text": "a", "callback_data": data})
    if fits:
        assert await api.send(cast.budi.id, "a", reply_markup=button)
        return
    with pytest.raises(Refused) as no:
        await api.send(cast.budi.id, "a", reply_markup=button)
    assert (no.value.code, no.value.reason) == (400, "button_data_invalid")


async def test_callback_data_multibyte_too_long(api: Driver, cast: Cast) -> None:
    """33 two-byte letters are 66 bytes and too many."""
    with pytest.raises(Refused, match="button_data_invalid"):
        await api.send(cast.budi.id, "a", reply_markup=keys({"text": "a", "callback_data": "é" * 33}))


@pytest.mark.parametrize("url", ["not a link", "ftp://x.example", "http://localhost/x"])
async def test_bad_button_url(api: Driver, cast: Cast, url: str) -> None:
    """A link button needs an address that Telegram takes."""
    with pytest.raises(Refused, match="button_url_invalid"):
        await api.send(cast.budi.id, "a", reply_markup=keys({"text": "a", "url": url}))


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "a"}, "text buttons are unallowed"),
        ({"text": "a", "callback_data": "x", "url": "https://x.example"}, "exactly one action"),
        ({"text": " ", "callback_data": "x"}, "text must be non-empty"),
        ({"text": "a", "callback_data": "x", "style": "purple"}, "invalid button style"),
    ],
)
async def test_malformed_button(api: Driver, cast: Cast, button: dict[str, str], reason: str) -> None:
    """A button has words, one action and a known style."""
    with pytest.raises(Refused, match=reason):
        await api.send(cast.budi.id, "a", reply_markup=keys(button))


async def test_hundred_buttons(api: Driver, cast: Cast) -> None:
    """A hundred buttons pass, one more does not."""
    many = [{"text": str(n), "callback_data": str(n)} for n in range(101)]
    assert await api.send(cast.budi.id, "a", reply_markup=keys(*many[:100]))
    with pytest.raises(Refused):
        await api.send(cast.budi.id, "a", reply_markup=keys(*many))


async def test_gone_buttons(api: Driver, cast: Cast) -> None:
    """Buttons of deleted and of edited messages cannot be pressed any more."""
    people = cast.sandbox.people
    sent = await api.send(cast.budi.id, "a", reply_markup=keys(YES))
    await api.edit(cast.budi.id, sent.message_id, "b", reply_markup=keys(YES | {"text": "Batal"}))
    with pytest.raises(NoSuchButtonError):
        people.press(cast.budi.id, 0, sent.message_id, "Menuju lokasi")
    await api.delete(cast.budi.id, sent.message_id)
    with pytest.raises(NoSuchButtonError):
        people.press(cast.budi.id, 0, sent.message_id, "Batal")


async def test_strangers_do_not_press(api: Driver, cast: Cast) -> None:
    """Who is not in the chat sees no button there; a forged callback still arrives."""
    people = cast.sandbox.people
    sent = await api.send(cast.posko.id, "a", reply_markup=keys(YES))
    with pytest.raises(NoSuchButtonError):
        people.press(cast.joko.id, cast.posko.id, sent.message_id, "Menuju")
    people.forge(cast.joko.id, cast.posko.id, sent.message_id, "evil:1")
    (update,) = await api.updates(timeout=1)
    assert (update.callback_query.data, update.callback_query.from_user.id) == ("evil:1", cast.joko.id)


async def test_forged_press_on_a_gone_message(api: Driver, cast: Cast) -> None:
    """A callback on a message that is gone arrives with the bare place of that message."""
    cast.sandbox.people.forge(cast.budi.id, 0, 4711, "x")
    (update,) = await api.updates()
    message = update.callback_query.message
    assert (message.chat.id, message.message_id) == (cast.budi.id, 4711)
    assert getattr(message, "text", None) is None


async def test_channel_press_has_a_presser(api: Driver, cast: Cast) -> None:
    """A press in a channel names the person although the post has no sender."""
    sent = await api.send(cast.channel.id, "a", reply_markup=keys(YES))
    assert sent.from_user is None
    cast.sandbox.people.press(cast.sari.id, cast.channel.id, sent.message_id, "Menuju lokasi")
    (update,) = await api.updates(timeout=1)
    assert update.callback_query.from_user.id == cast.sari.id
    assert update.callback_query.message.chat.type == "channel"


def reply_keys(api: Driver, *buttons: dict[str, Any]) -> Any:
    about = {"keyboard": [list(buttons)], "resize_keyboard": True}
    if api.name == "ptb":
        return about
    from aiogram.types import ReplyKeyboardMarkup

    return ReplyKeyboardMarkup.model_validate(about)


async def test_contact_by_keyboard(api: Driver, cast: Cast) -> None:
    """Tapping a contact button shares the own number."""
    button = {"text": "📱 Kirim nomor", "request_contact": True}
    await api.send(cast.budi.id, "nomor?", reply_markup=reply_keys(api, button))
    cast.sandbox.people.tap(cast.budi.id, 0, "Kirim nomor")
    (update,) = await api.updates(timeout=1)
    assert update.message.contact.user_id == cast.budi.id
    assert update.message.contact.phone_number == "+62812"


async def test_keyboard_is_removed(api: Driver, cast: Cast) -> None:
    """remove_keyboard takes the reply keyboard away."""
    await api.send(cast.budi.id, "a", reply_markup=reply_keys(api, {"text": "Ya"}))
    await api.send(cast.budi.id, "b", reply_markup={"remove_keyboard": True})
    with pytest.raises(ActError):
        cast.sandbox.people.tap(cast.budi.id, 0, "Ya")


async def test_contact_button_only_in_private(api: Driver, cast: Cast) -> None:
    """Groups cannot be asked for a telephone number."""
    asked = reply_keys(api, {"text": "Nomor", "request_contact": True})
    with pytest.raises(Refused, match="phone number can be requested in private chats only"):
        await api.send(cast.posko.id, "a", reply_markup=asked)
