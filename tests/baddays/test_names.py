"""What does a real bot do while the network knows no names?"""

from tests.baddays.conftest import EVERYBODY, FIRST, PEOPLE, Office

SAID = ("telegram.unreachable", "telegram.reachable")


async def test_names_are_gone_in_a_broadcast(office: Office) -> None:
    """Nobody is forgotten; one line says that the connection was cut, one that the name can not be found for
    a new one, and one that Telegram is reachable again, however often it was asked meanwhile."""
    await office.start()
    await office.broadcast()
    await office.until(lambda: len(office.alarms()) >= 10)
    office.spoil("names")
    office.sandbox.api.hang_up()
    await office.until(lambda: office.lines("(DNS)"))
    before = len(office.alarms())
    office.sandbox.people.text(FIRST, 0, "/siaga")
    await office.until(lambda: office.lines("telegram.down"), 20)
    assert len(office.alarms()) <= before + 10
    office.mend("names")
    await office.until(lambda: len(office.told()) == PEOPLE)
    await office.until(lambda: office.lines(SAID[1]))
    said = [len(office.lines(words)) for words in (*SAID, "(DNS)", "telegram.down", "telegram.up")]
    assert said == [2, 1, 1, 1, 1]
    assert sorted(set(office.alarms())) == EVERYBODY
    assert len(office.alarms()) <= PEOPLE + 10
    assert not office.lines("Traceback") + office.lines("outbox.fault")
    await office.until(lambda: len(office.sandbox.people.messages(FIRST, 0)) > 1)


async def test_names_are_gone_at_the_start(office: Office) -> None:
    """It says so once, goes on asking, and comes up by itself."""
    office.spoil("names")
    process = await office.begin()
    await office.until(lambda: office.lines(SAID[0]))
    office.mend("names")
    await office.until(lambda: office.lines("app.started"))
    assert [len(office.lines(words)) for words in SAID] == [1, 1]
    assert process.returncode is None
