"""Buttons: what they carry, and how rows become Telegram's keyboards."""

import pytest
from aiogram.types import ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.callbacks import MOST_BYTES, pack, unpack
from bot.telegram.keyboards import inline, markup
from bot.texts.screen import Button, Press, Screen, Style

VERBS = st.from_regex(r"[a-z][a-z_]{0,14}", fullmatch=True)
MOST_SUBJECT = 2**31 - 1  # what a column of ids holds
SUBJECTS = st.integers(-5, 10**16) | st.integers(MOST_SUBJECT - 2, MOST_SUBJECT + 2)
PRESSES = st.builds(Press, VERBS, SUBJECTS, st.text(max_size=30))
COMING = Button("🏃 Menuju lokasi", Press("coming", 421), style=Style.SUCCESS)
MAP = Button("🗺 Buka peta", url="https://www.google.com/maps/search/?api=1")


@given(PRESSES)
@settings(max_examples=300, deadline=None)
def test_what_was_packed_reads_back(press: Press) -> None:
    """A press is packed so that it reads back as itself within 64 bytes, or refused when it is built."""
    try:
        data = pack(press)
    except ValueError:
        readable = 0 <= press.subject <= MOST_SUBJECT and ":" not in press.word
        assert not readable or len(f"{press.verb}:{press.subject}:{press.word}".encode()) > MOST_BYTES
    else:
        assert unpack(data) == press
        assert 1 <= len(data.encode()) <= MOST_BYTES


@given(st.none() | st.text(max_size=80) | st.from_regex(r"[a-z_]*:[0-9٣²-]*:.*"))
@settings(max_examples=400, deadline=None)
def test_forged_data_never_raises(data: str | None) -> None:
    """Whatever a hostile client sends is read as a small press or as nothing."""
    press = unpack(data)
    if press is not None:
        assert press.verb.isidentifier()
        assert 0 <= press.subject <= MOST_SUBJECT


@pytest.mark.parametrize(
    "data",
    [None, "", ":", "::", "coming", "coming:", "coming:1", "coming:x:", "coming:-1:", "coming:٣:",
     "coming:²:", "coming:1:a:b", ":1:", "a b:1:", "coming:1234567890123456:", "coming: 1:", "coming:1_000:",
     "coming:2147483648:"],
)  # fmt: skip
def test_what_we_did_not_write_is_nothing(data: str | None) -> None:
    """Half data, foreign digits and endless numbers are no press."""
    assert unpack(data) is None


def test_a_button_becomes_telegrams() -> None:
    """Words, data, address and style arrive; a plain button has no style."""
    keyboard = inline(((COMING, MAP),))
    assert keyboard is not None
    coming, map_ = keyboard.inline_keyboard[0]
    assert (coming.text, coming.callback_data, coming.style) == ("🏃 Menuju lokasi", "coming:421:", "success")
    assert (map_.url, map_.callback_data, map_.style) == (MAP.url, None, None)


def test_a_button_that_does_nothing_is_a_bug() -> None:
    """Neither press nor address: it is not shown but found."""
    with pytest.raises(AssertionError, match="does nothing"):
        inline(((Button("Kosong"),),))


@pytest.mark.parametrize(
    ("screen", "kind"),
    [
        (Screen("x"), type(None)),
        (Screen("x", ((COMING,),)), InlineKeyboardMarkup),
        (Screen("x", force_reply=True), ForceReply),
        (Screen("x", ((COMING,),), force_reply=True), InlineKeyboardMarkup),
        (Screen("x", contact_button="Kirim nomor"), ReplyKeyboardMarkup),
        (Screen("x", remove_keyboard=True), ReplyKeyboardRemove),
    ],
)
def test_the_markup_of_a_new_message(screen: Screen, kind: type) -> None:
    """Buttons go before a forced reply, and the phone button asks for the contact."""
    found = markup(screen)
    assert isinstance(found, kind)
    if isinstance(found, ReplyKeyboardMarkup):
        (button,) = found.keyboard[0]
        assert (button.text, button.request_contact) == ("Kirim nomor", True)
        assert found.one_time_keyboard
