"""Does the pure world keep its rules? No network, and the clock is a number."""

from collections.abc import Callable

import pytest

from bot.sandbox.calls import Calls
from bot.sandbox.errors import ActError, NoSuchButtonError
from bot.sandbox.model import Bot, Chat, Update
from bot.sandbox.people import People
from bot.sandbox.presses import bare
from bot.sandbox.updates import confirm, fetch
from bot.sandbox.world import World

NOW = 1_790_000_000.0


@pytest.fixture
def people() -> People:
    """A world with one bot, at a fixed time."""
    made = People(World(), lambda: NOW)
    made.add_bot("112:x", "kbot", "Kentongan")
    return made


def kinds(people: People) -> list[str]:
    return [update.kind for update in people.bot().updates]


def test_update_ids_rise(people: People) -> None:
    """Every update of a bot has the next id."""
    budi = people.add_user("Budi", started=True)
    for _ in range(3):
        people.text(budi.id, 0, "a")
    ids = [update.id for update in people.bot().updates]
    assert ids == list(range(ids[0], ids[0] + 3))


def test_confirming() -> None:
    """A positive offset drops what is below, a negative one keeps the newest."""
    bot = World().add_bot("112:x", "kbot", "K")
    bot.updates.extend(Update(number, NOW, "message", 1, "{}") for number in range(5))
    confirm(bot, 2)
    assert [update.id for update in fetch(bot, 100)] == [2, 3, 4]
    confirm(bot, -1)
    assert [update.id for update in fetch(bot, 100)] == [4]
    confirm(bot, 0)
    assert len(bot.updates) == 1


def test_every_change_raises_the_revision(people: People) -> None:
    """The revision rises with each change, and the chat's with it."""
    budi = people.add_user("Budi", started=True)
    before = people.world.revision
    people.text(budi.id, 0, "a")
    chat = people.chat(budi.id)
    assert chat.revision == people.world.revision > before


def test_the_silent_cannot_be_spoken_for(people: People) -> None:
    """Before Start, after blocking and after deletion a person cannot write."""
    budi = people.add_user("Budi")
    with pytest.raises(ActError, match="Start"):
        people.text(budi.id, 0, "a")
    people.start(budi.id)
    people.block(budi.id)
    with pytest.raises(ActError, match="blocked"):
        people.text(budi.id, 0, "a")
    people.deactivate(budi.id)
    with pytest.raises(ActError, match="deactivated"):
        people.unblock(budi.id)


def test_blocking_twice_is_once(people: People) -> None:
    """A second block changes nothing and tells nothing."""
    budi = people.add_user("Budi", started=True)
    people.block(budi.id)
    people.block(budi.id)
    assert kinds(people) == ["my_chat_member"]


def group(people: People, kind: str = "supergroup") -> tuple[Chat, Bot, int, int]:
    sari, budi = people.add_user("Sari").id, people.add_user("Budi").id
    make: dict[str, Callable[[], Chat]] = {
        "group": lambda: people.add_group("Posko", owner=sari),
        "supergroup": lambda: people.add_supergroup("Posko", owner=sari),
        "channel": lambda: people.add_channel("Posko", owner=sari),
    }
    chat, bot = make[kind](), people.bot()
    people.set_member(chat.id, bot.id, "administrator")
    people.set_member(chat.id, budi, "member")
    bot.updates.clear()
    return chat, bot, sari, budi


def test_ids_of_chats(people: People) -> None:
    """Groups are negative, supergroups and channels read -100 before ten digits."""
    assert -10_000_000_000 < group(people, "group")[0].id < 0
    assert str(group(people, "supergroup")[0].id).startswith("-100")
    assert len(str(group(people, "channel")[0].id)) == 14


def test_two_accounts_cannot_share_an_id(people: People) -> None:
    """Ids of people and chats are unique."""
    people.add_user("Budi", user_id=5)
    with pytest.raises(ValueError, match="already"):
        people.add_user("Wati", user_id=5)
    people.add_group("A", chat_id=-5)
    with pytest.raises(ValueError, match="already"):
        people.add_group("B", chat_id=-5)


def test_groups_show_who_came_channels_do_not(people: People) -> None:
    """Entering a group leaves a service message, entering a channel none."""
    wati = people.add_user("Wati").id
    people.join(wati, group(people, "supergroup")[0].id)
    assert kinds(people) == ["message"]
    people.join(wati, group(people, "channel")[0].id)
    assert kinds(people) == []


def test_members_only(people: People) -> None:
    """Strangers neither see nor write; the banned do not come back."""
    chat, _, _, budi = group(people)
    wati = people.add_user("Wati").id
    for act in (lambda: people.view(wati, chat.id), lambda: people.text(wati, chat.id, "a")):
        with pytest.raises(ActError, match="not in"):
            act()
    people.set_member(chat.id, budi, "kicked")
    with pytest.raises(ActError, match="banned"):
        people.join(budi, chat.id)


def test_subscribers_do_not_post(people: People) -> None:
    """In a channel only administrators with the right may post."""
    chat, _, sari, budi = group(people, "channel")
    with pytest.raises(ActError, match="may not post"):
        people.text(budi, chat.id, "a")
    assert people.text(sari, chat.id, "a")


def test_locked_and_muted(people: People) -> None:
    """Where only administrators write, members cannot."""
    chat, _, sari, budi = group(people)
    people.set_chat(chat.id, locked=True)
    with pytest.raises(ActError, match="may not write"):
        people.text(budi, chat.id, "a")
    assert people.text(sari, chat.id, "a")


def test_own_messages_only(people: People) -> None:
    """People edit and delete what is theirs; a protected message is not passed on."""
    chat, _, sari, budi = group(people)
    message = people.text(sari, chat.id, "a")
    with pytest.raises(ActError, match="own messages"):
        people.edit(budi, chat.id, message, "b")
    with pytest.raises(ActError, match="own messages"):
        people.delete(budi, chat.id, message)
    chat.messages[message].protected = True
    with pytest.raises(ActError, match="CHAT_FORWARDS_RESTRICTED"):
        people.forward(budi, chat.id, message, chat.id)
    chat.messages[message].protected = False
    copy = people.forward(budi, chat.id, message, chat.id)
    assert people.messages(budi, chat.id)[-1]["forwarded"] is True
    people.delete(sari, chat.id, copy)


def test_a_dead_group_points_to_its_successor(people: People) -> None:
    """After the upgrade nobody writes in the old group; members are taken along."""
    chat, _, sari, budi = group(people, "group")
    new = people.migrate(chat.id)
    with pytest.raises(ActError, match=str(new.id)):
        people.text(budi, chat.id, "a")
    assert people.text(budi, new.id, "a")
    with pytest.raises(ValueError, match="live basic group"):
        people.migrate(chat.id)
    assert new.members[sari].status == "creator"


def test_buttons_by_their_words(people: People) -> None:
    """A button is found by its words, whole before part, any emoji before them aside."""
    chat, _, _, budi = group(people)
    message = people.text(budi, chat.id, "a")
    rows = [[{"text": "✅ Batal menuju", "callback_data": "1"}, {"text": "❌ Batal", "callback_data": "2"}]]
    chat.messages[message].markup = {"inline_keyboard": rows}
    for words, data in (("Batal", "2"), ("menuju", "1")):
        query = people.world.queries[people.press(budi, chat.id, message, words)]
        assert query.data == data
    with pytest.raises(NoSuchButtonError, match="Batal menuju"):
        people.press(budi, chat.id, message, "Siarkan")
    assert bare("🏳️ 2 korban") == "2 korban"


def test_links_do_not_call(people: People) -> None:
    """Pressing a link opens it and tells the bot nothing."""
    chat, _, _, budi = group(people)
    message = people.text(budi, chat.id, "a")
    rows = [[{"text": "Peta", "url": "https://x.example"}]]
    chat.messages[message].markup = {"inline_keyboard": rows}
    with pytest.raises(ActError, match="opens"):
        people.press(budi, chat.id, message, "Peta")


def test_the_log_is_bounded_and_pages() -> None:
    """The log keeps long texts short and gives what came after a number."""
    calls = Calls()
    for number in range(5):
        entry = calls.begin(1, "sendMessage", 7, {"text": "x" * 900}, float(number))
        calls.end(entry, "ok", {"message_id": number})
    assert [entry.n for entry in calls.since(3)] == [4, 5]
    assert len(calls.entries[0].params["text"]) == 200
    assert calls.counters(0)["calls"] == 5
