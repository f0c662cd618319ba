"""Do the bench's figures say what happened? Calls are handed in, nothing is sent."""

import pytest

from tests.bench.delivery.calls import Call, read
from tests.bench.delivery.engines.pacer import paced
from tests.bench.delivery.scoring import ideal, in_flight, score, worst_overtaking

N = 90
START = 100.0
WAY = 0.06


def call(
    chat: int, done: float, outcome: str = "ok", text: str = "Kebakaran", method: str = "sendMessage"
) -> Call:
    return Call(0, method, chat, outcome, done - WAY, done, done, text, 1)


def at_the_limit(n: int = N) -> list[Call]:
    """A full burst, then the rest at thirty a second."""
    return [call(chat, START + WAY + max(chat - 29, 0) / 30) for chat in range(n)]


def test_the_limit_itself_is_the_whole_share() -> None:
    """A broadcast exactly at the limit has 100 %, and nothing lost or repeated."""
    found = score(at_the_limit(), range(N), START)
    assert found.share == pytest.approx(1.0, abs=0.001)
    assert (found.delivered, found.lost, found.duplicates, found.slowed) == (N, 0, 0, 0)
    assert found.first == pytest.approx(WAY)


def test_twice_as_long_is_half() -> None:
    """The share is the limit's time by the time taken."""
    slow = [call(chat, START + max(WAY, 2 * ideal(N, WAY) * (chat + 1) / N)) for chat in range(N)]
    assert score(slow, range(N), START).share == pytest.approx(0.5, abs=0.001)


def test_leaving_people_out_is_not_quick() -> None:
    """Whoever reaches a third of the people at once has a third, however soon that was."""
    found = score(at_the_limit()[:30], range(N), START)
    assert found.lost == 60
    assert found.share == pytest.approx(1 / 3)


def test_nobody_reached() -> None:
    """Without a delivery there are no times and no share."""
    found = score([call(1, START + 1, "429")], range(N), START)
    assert (found.first, found.last, found.share, found.slowed) == (None, None, 0.0, 1)


def test_executed_and_cut_counts_as_delivered() -> None:
    """A message whose answer was cut off is with the person; sent again, it is there twice."""
    calls = [call(1, START + 1, "cut_after"), call(1, START + 3), call(2, START + 1, "html")]
    found = score(calls, range(1, 3), START)
    assert (found.delivered, found.duplicates) == (1, 1)


def test_another_message_is_no_duplicate() -> None:
    """A reminder is not the alarm, and an edit is no message."""
    calls = [
        call(1, START + 1, text="Kebakaran\nA"),
        call(1, START + 2, text="Masih dibutuhkan"),
        call(1, START + 3, text="Kebakaran\nB", method="editMessageText"),
    ]
    assert score(calls, [1], START).duplicates == 0


def test_what_was_before_the_start_does_not_count() -> None:
    """The preview is no part of the broadcast."""
    assert score([call(1, START - 1)], [1], START).delivered == 0


def test_in_flight() -> None:
    """Sends and edits between leaving and outcome; polls are none."""
    calls = [call(1, 10.0), call(2, 10.02), call(3, 10.2), call(4, 10.0, method="getUpdates")]
    assert in_flight(calls, 9.99) == 2


@pytest.mark.parametrize(
    ("order", "worst"), [([0, 1, 2, 3], 0), ([1, 0, 3, 2], 1), ([5, 6, 7, 1], 6), ([], 0)]
)
def test_overtaking(order: list[int], worst: int) -> None:
    """The most that anybody nearer was overtaken by, in places."""
    assert worst_overtaking(order) == worst


def test_a_line_of_the_log() -> None:
    """A call keeps its three moments; a chat without a number is 0."""
    about = {"chat_id": None, "params": {"message_id": "7"}, "message_id": None, "n": 3, "outcome": "ok"}
    found = read({**about, "method": "answerCallbackQuery", "time": 1.0, "counted": 2.0, "done": 3.0})
    assert (found.chat, found.message_id, found.left, found.counted, found.done) == (0, 7, 1.0, 2.0, 3.0)


async def test_the_ideal_pacer_sends_to_all_and_tells_errors() -> None:
    """Everybody is sent to once, and what went wrong is counted by name."""
    sent: list[int] = []

    async def send(chat: int) -> str:
        sent.append(chat)
        return "Blocked" if chat == 3 else ""

    assert await paced(range(10), send) == {"Blocked": 1}
    assert sent == list(range(10))
