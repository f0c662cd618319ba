"""A handler has a bug: what may the log say of it?"""

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.handlers.doorman import Doorman
from tests.stories.conftest import BUDI
from tests.stories.town import Town, until


async def test_the_place_is_said_and_no_word_of_what_was_written(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its type and the line of ours, once for each try; no library writes the rest of it into the log."""

    async def broken(_self: Doorman, visitor: Any) -> None:
        raise ValueError(f"Budi 0812-3456-7890 wrote {visitor}")

    with capture_logs() as logs, monkeypatch.context() as patch:
        patch.setattr(Doorman, "_actor", broken)
        town.sandbox.people.text(BUDI, 0, "rahasia")
        await until(lambda: len(logs) >= 2)
    await town.settle()
    town.budi.hears("Saya belum paham")
    failed = [entry for entry in logs if entry["event"] == "telegram.update_failed"]
    assert {entry["error"] for entry in failed} == {"ValueError"}
    assert all(entry["where"].startswith("handlers/doorman.py:") for entry in failed)
    for secret in ("0812", "rahasia"):
        assert secret not in str(logs) + caplog.text
