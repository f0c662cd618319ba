"""Which texts does Telegram take, and how does it count and read them?"""

from typing import Any

import pytest

from .conftest import Cast
from .driver import Driver, Refused


def shape(entities: Any) -> list[tuple[str, int, int]]:
    return [(str(entity.type), entity.offset, entity.length) for entity in entities or ()]


async def test_text_arrives(api: Driver, cast: Cast) -> None:
    """A sent text is what the person sees, and comes back with its id, chat and sender."""
    sent = await api.send(cast.budi.id, "  Halo Budi \n")
    assert (sent.text, sent.chat.id, sent.from_user.id) == ("Halo Budi", cast.budi.id, cast.bot.id)
    assert cast.sandbox.people.messages(cast.budi.id)[-1]["text"] == "Halo Budi"


async def test_private_ids_are_one_count(api: Driver, cast: Cast) -> None:
    """A bot's private chats share one count of message ids, a supergroup has its own."""
    ids = [(await api.send(person.id, "a")).message_id for person in (cast.budi, cast.sari, cast.budi)]
    own = (await api.send(cast.posko.id, "a")).message_id
    assert ids == [1, 2, 3]
    assert own == cast.posko.last_id


@pytest.mark.parametrize("text", ["   ", "\u200b\u2060", "<b> </b>"])
async def test_empty_text(api: Driver, cast: Cast, text: str) -> None:
    """A text without anything to see is refused."""
    with pytest.raises(Refused) as no:
        await api.send(cast.budi.id, text, parse_mode="HTML")
    assert (no.value.code, no.value.reason) == (400, "message text is empty")


async def test_longest_text_after_entities(api: Driver, cast: Cast) -> None:
    """4096 characters pass, whatever the markup around them takes."""
    sent = await api.send(cast.budi.id, f"<b>{'a' * 4095}&lt;</b>", parse_mode="HTML")
    assert len(sent.text) == 4096


async def test_too_long_text(api: Driver, cast: Cast) -> None:
    """4097 characters do not pass."""
    with pytest.raises(Refused) as no:
        await api.send(cast.budi.id, "a" * 4097)
    assert (no.value.code, no.value.reason) == (400, "message is too long")


async def test_emoji_count_twice(api: Driver, cast: Cast) -> None:
    """An emoji outside the basic plane counts as two."""
    await api.send(cast.budi.id, "🔥" * 2048)
    with pytest.raises(Refused, match="too long"):
        await api.send(cast.budi.id, "🔥" * 2048 + "a")


async def test_html_entities(api: Driver, cast: Cast) -> None:
    """HTML becomes entities whose offsets count UTF-16 units."""
    source = '🔥 <b>Kebakaran <i>besar</i></b> <a href="https://maps.example/x">peta</a> &amp; <code>x</code>'
    sent = await api.send(cast.budi.id, source, parse_mode="HTML")
    assert sent.text == "🔥 Kebakaran besar peta & x"
    expected = [("bold", 3, 15), ("italic", 13, 5), ("text_link", 19, 4), ("code", 26, 1)]
    assert shape(sent.entities) == expected


async def test_found_entities(api: Driver, cast: Cast) -> None:
    """Links, hashtags, mentions and commands are found without markup."""
    sent = await api.send(cast.budi.id, "/bantuan #SMG0421 @kentongan_bot https://x.example/a")
    found = ["bot_command", "hashtag", "mention", "url"]
    assert [kind for kind, _, _ in shape(sent.entities)] == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("é <x>a</x>", 'unsupported start tag "x" at byte offset 3'),
        ("<b>a", 'can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "unclosed start tag at byte offset 0"),
        ("<span>a</span>", 'tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_bad_html(api: Driver, cast: Cast, text: str, reason: str) -> None:
    """Broken HTML is refused with the parser's reason and the place in bytes."""
    with pytest.raises(Refused) as no:
        await api.send(cast.budi.id, text, parse_mode="HTML")
    assert (no.value.code, no.value.reason) == (400, f"can't parse entities: {reason}")


async def test_markdown_is_declined(api: Driver, cast: Cast) -> None:
    """Markdown is refused by name: the sandbox does not pretend to read it."""
    with pytest.raises(Refused, match="not supported by this sandbox"):
        await api.send(cast.budi.id, "*a*", parse_mode="MarkdownV2")


async def test_silence_and_protection_are_kept(api: Driver, cast: Cast) -> None:
    """disable_notification and protect_content are seen on the phone."""
    sent = await api.send(cast.budi.id, "a", disable_notification=True, protect_content=True)
    shown = cast.sandbox.people.messages(cast.budi.id)[-1]
    assert (shown["silent"], shown["protect_content"]) == (True, True)
    assert sent.has_protected_content


async def test_reply(api: Driver, cast: Cast) -> None:
    """A reply carries the message that it answers; the caller may allow a missing one."""
    first = cast.sandbox.people.text(cast.budi.id, 0, "di mana?")
    sent = await api.send(cast.budi.id, "di sini", reply_to_message_id=first)
    assert sent.reply_to_message.text == "di mana?"
    lone = await api.send(cast.budi.id, "a", reply_to_message_id=999, allow_sending_without_reply=True)
    assert lone.reply_to_message is None


async def test_reply_to_nothing(api: Driver, cast: Cast) -> None:
    """A reply to a message that is gone is refused."""
    with pytest.raises(Refused) as no:
        await api.send(cast.budi.id, "a", reply_to_message_id=999)
    assert (no.value.code, no.value.reason) == (400, "message to be replied not found")


async def test_unknown_thread(api: Driver, cast: Cast) -> None:
    """A topic that does not exist is refused."""
    with pytest.raises(Refused, match="message thread not found"):
        await api.send(cast.posko.id, "a", message_thread_id=77)


async def test_topics(api: Driver, cast: Cast) -> None:
    """A created topic takes messages until it is closed."""
    cast.sandbox.people.set_member(cast.posko.id, cast.bot.id, "administrator")
    topic = await api.call("create_forum_topic", chat_id=cast.posko.id, name="Banjir")
    sent = await api.send(cast.posko.id, "a", message_thread_id=topic.message_thread_id)
    assert sent.message_thread_id == topic.message_thread_id
    await api.call("close_forum_topic", chat_id=cast.posko.id, message_thread_id=topic.message_thread_id)
    with pytest.raises(Refused, match="topic_closed"):
        await api.send(cast.posko.id, "a", message_thread_id=topic.message_thread_id)


async def test_places_and_contacts(api: Driver, cast: Cast) -> None:
    """Locations, venues and contacts arrive as such, nonsense does not."""
    chat = cast.budi.id
    place = await api.call("send_location", chat_id=chat, latitude=-6.98, longitude=110.41)
    venue = await api.call(
        "send_venue", chat_id=chat, latitude=-6.98, longitude=110.41, title="RS", address="Jl. A"
    )
    card = await api.call("send_contact", chat_id=chat, phone_number="112", first_name="Posko")
    assert (place.location.latitude, venue.venue.title, card.contact.first_name) == (-6.98, "RS", "Posko")
    with pytest.raises(Refused, match="wrong latitude"):
        await api.call("send_location", chat_id=chat, latitude=99, longitude=0)


async def test_chat_action(api: Driver, cast: Cast) -> None:
    """A known action passes, an unknown one does not."""
    assert await api.call("send_chat_action", chat_id=cast.budi.id, action="typing")
    with pytest.raises(Refused):
        await api.call("send_chat_action", chat_id=cast.budi.id, action="dancing")
