"""Does the demo begin anew when its data can not be read, and say in one sentence what is in its way?"""

import socket
from pathlib import Path

import pytest

from bot.app import StartError
from bot.cli import demo
from bot.cli.demo_cast import BUDI, GROUP, SARI, scene
from bot.sandbox.stage import Stage


def a_demo(folder: Path) -> Stage:
    """Data as a first start leaves them, the database being anything."""
    folder.mkdir(parents=True, exist_ok=True)
    stage = Stage(folder / demo.WORLD)
    stage.set_scene(scene())
    stage.sandbox.people.text(BUDI, 0, "halo")
    stage.save(clean=True)
    (folder / demo.DATABASE).write_bytes(b"a database")
    return stage


def test_what_is_there_is_gone_on_with(tmp_path: Path) -> None:
    """A world and a database that belong together are taken up again."""
    a_demo(tmp_path)
    stage, known = demo._opened(Stage, tmp_path)
    assert known
    assert isinstance(stage, Stage)
    assert [m["text"] for m in stage.sandbox.people.messages(BUDI)] == ["halo"]
    assert stage.sandbox.people.view(SARI, GROUP)["title"] == "Operator 112 Semarang"


@pytest.mark.parametrize("damage", ["a broken world", "no world", "no database"])
def test_world_and_database_go_on_together_or_not_at_all(
    tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is left alone is put aside, said, and both begin anew."""
    a_demo(tmp_path)
    world, database = tmp_path / demo.WORLD, tmp_path / demo.DATABASE
    if damage == "a broken world":
        world.write_bytes(world.read_bytes()[:1000])
    else:
        (world if damage == "no world" else database).unlink()
    stage, known = demo._opened(Stage, tmp_path)
    assert not known
    assert isinstance(stage, Stage)
    assert not stage.sandbox.world.users
    assert not world.exists()
    assert not database.exists()
    assert any((tmp_path / demo.OLD).iterdir())
    assert "begins anew" in capsys.readouterr().out


def test_an_empty_folder_needs_no_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first start says nothing of old files."""
    assert demo._opened(Stage, tmp_path)[1] is False
    assert capsys.readouterr().out == ""


async def test_a_taken_port_is_said_with_the_mend(tmp_path: Path) -> None:
    """The sentence names the setting."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(StartError, match="set HTTP_PORT"):
            await demo.perform(Stage, tmp_path, "127.0.0.1", taken.getsockname()[1])


async def test_two_demos_do_not_share_their_data(tmp_path: Path) -> None:
    """A second one on the same folder is refused before it touches anything."""
    with demo._alone(tmp_path), pytest.raises(StartError, match="end it first"):
        await demo.perform(Stage, tmp_path, "127.0.0.1", 0)
