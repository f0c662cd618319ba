"""What can be sent as a file, and fetched again?"""

import pytest

from bot.sandbox.acts import PIXEL

from .conftest import Cast
from .driver import Driver, Refused


async def test_photo(api: Driver, cast: Cast) -> None:
    """An uploaded photo is shown with its caption and can be sent again by its id."""
    sent = await api.photo(cast.budi.id, PIXEL, caption="<i>asap</i>", parse_mode="HTML")
    assert (sent.caption, sent.photo[-1].width) == ("asap", 1)
    again = await api.call("send_photo", chat_id=cast.sari.id, photo=sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id


async def test_not_a_photo(api: Driver, cast: Cast) -> None:
    """What is no picture is not taken for one."""
    with pytest.raises(Refused, match="image_process_failed"):
        await api.photo(cast.budi.id, b"just words")


@pytest.mark.parametrize("given", ["AgACnothing", "https://pictures.example/a.png"])
async def test_wrong_file(api: Driver, cast: Cast, given: str) -> None:
    """An unknown id is refused, and so is an address that the sandbox would have to fetch."""
    with pytest.raises(Refused) as no:
        await api.call("send_photo", chat_id=cast.budi.id, photo=given)
    assert (no.value.code, no.value.reason) == (400, "wrong file identifier/http url specified")


@pytest.mark.parametrize(("size", "fits"), [(1024, True), (1025, False)])
async def test_caption_length(api: Driver, cast: Cast, size: int, fits: bool) -> None:
    """A caption holds 1024 characters."""
    if fits:
        assert await api.photo(cast.budi.id, PIXEL, caption="a" * size)
        return
    with pytest.raises(Refused) as no:
        await api.photo(cast.budi.id, PIXEL, caption="a" * size)
    assert (no.value.code, no.value.reason) == (400, "message caption is too long")


async def test_document(api: Driver, cast: Cast) -> None:
    """A document keeps its name and comes back byte for byte."""
    data = bytes(range(256)) * 40
    sent = await api.call("send_document", chat_id=cast.budi.id, document=api.upload(data, "rekap.xlsx"))
    assert (sent.document.file_name, sent.document.file_size) == ("rekap.xlsx", len(data))
    file = await api.call("get_file", file_id=sent.document.file_id)
    assert await api.download(_path(file.file_path)) == data


def _path(path: str) -> str:
    """python-telegram-bot makes a full address of it."""
    return path.split("/file/bot", 1)[-1].split("/", 1)[-1] if "/file/bot" in path else path


async def test_users_photo_is_fetched(api: Driver, cast: Cast) -> None:
    """A photo that a person sent can be fetched."""
    cast.sandbox.people.file(cast.budi.id, 0, "photo")
    (update,) = await api.updates()
    file = await api.call("get_file", file_id=update.message.photo[-1].file_id)
    assert await api.download(_path(file.file_path)) == PIXEL


async def test_other_media(api: Driver, cast: Cast) -> None:
    """Voices, stickers and videos are sent as such."""
    for kind in ("voice", "sticker", "video"):
        about = {"chat_id": cast.budi.id, kind: api.upload(b"some bytes", f"x.{kind}")}
        assert getattr(await api.call(f"send_{kind}", **about), kind).file_id


async def test_edit_caption_and_media(api: Driver, cast: Cast) -> None:
    """Caption and picture of a sent photo can be changed."""
    sent = await api.photo(cast.budi.id, PIXEL, caption="a")
    about = {"chat_id": cast.budi.id, "message_id": sent.message_id}
    assert (await api.call("edit_message_caption", **about, caption="b")).caption == "b"
    other = await api.photo(cast.budi.id, PIXEL + b"x")
    media = api.media(other.photo[-1].file_id, "c")
    changed = await api.call("edit_message_media", **about, media=media)
    assert (changed.caption, changed.photo[-1].file_id) == ("c", other.photo[-1].file_id)


async def test_unknown_file(api: Driver) -> None:
    """getFile knows only files that are there."""
    with pytest.raises(Refused, match="invalid file_id"):
        await api.call("get_file", file_id="nothing")
