"""Does a world come back from its file as it was, and is a bad file refused?"""

import pickle
from pathlib import Path

import pytest

from bot.sandbox import snapshot
from bot.sandbox.model import Bot
from bot.sandbox.people import People
from bot.sandbox.snapshot import SnapshotError, load, save, skip_ids
from bot.sandbox.views import state
from bot.sandbox.world import World

TOKEN = "112:secret"


def a_town() -> tuple[World, People, Bot]:
    """A bot, Sari's group with Budi in it, messages, a photo, a waiting update."""
    world = World()
    people = People(world, lambda: 1000.0)
    bot = people.add_bot(TOKEN, "kbot", "Kentongan")
    sari, budi = people.add_user("Sari"), people.add_user("Budi", started=True, phone="+62811")
    group = people.add_supergroup("Posko", owner=sari.id, chat_id=-1_001_234_567_890)
    people.set_member(group.id, budi.id)
    people.text(budi.id, 0, "/start halo #SMG0001")
    people.file(budi.id, 0, "photo")
    people.reply(budi.id, 0, 1, "ya")
    people.block(budi.id)
    return world, people, bot


def test_a_world_comes_back_whole(tmp_path: Path) -> None:
    """Accounts, chats, messages, files and waiting updates are all there; and the facts beside them."""
    world, people, bot = a_town()
    file = tmp_path / "deep" / "world.bin"
    save(file, world, {"offset": 60.0})
    back = World()
    assert load(file, back) == {"offset": 60.0}
    again = People(back, lambda: 1000.0)
    budi = next(user for user in back.users.values() if user.first_name == "Budi")
    assert state(back) == state(world)
    assert again.view(budi.id) == people.view(budi.id)
    assert back.tokens[TOKEN] is back.bots[bot.id]
    assert [u.payload for u in back.bots[bot.id].updates] == [u.payload for u in bot.updates]
    message = next(iter(back.private[(bot.id, budi.id)].messages.values()))
    assert message.chat is back.private[(bot.id, budi.id)]
    assert not (tmp_path / "deep" / "world.new").exists()


def test_listeners_stay_with_their_process(tmp_path: Path) -> None:
    """Loading fills the world that somebody listens to; their listening is not replaced."""
    world, _, _ = a_town()
    save(tmp_path / "w", world, {})
    back, heard = World(), []
    back.on_change.append(lambda: heard.append(1))
    load(tmp_path / "w", back)
    back.touch()
    assert heard == [1]


def test_no_file_is_no_fault(tmp_path: Path) -> None:
    """A first start finds nothing."""
    assert load(tmp_path / "none", World()) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"\x80\x05\x95 broken",
        pickle.dumps({"version": "older", "about": {}, "world": {}}),
        pickle.dumps({"about": {}}),
        pickle.dumps(Path("/etc/passwd")),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, body: bytes) -> None:
    """Damaged, of another version, or with strangers in it: refused, and the world stays as it was."""
    (tmp_path / "w").write_bytes(body)
    world = World()
    with pytest.raises(SnapshotError):
        load(tmp_path / "w", world)
    assert world == World()


def test_after_a_crash_no_id_is_used_twice() -> None:
    """Ids that a bot may have seen since the last save are left out."""
    world, people, bot = a_town()
    before = bot.last_update_id, bot.last_private_id
    skip_ids(world)
    assert bot.last_update_id == before[0] + snapshot.SKIPPED
    assert bot.last_private_id == before[1] + snapshot.SKIPPED
    budi = next(user for user in world.users.values() if user.first_name == "Budi")
    people.unblock(budi.id)
    assert people.text(budi.id, 0, "lagi") == before[1] + snapshot.SKIPPED + 1
