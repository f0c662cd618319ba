"""kill -9 at random moments of a real broadcast: nobody is missed, and few hear it twice."""

import secrets
from pathlib import Path

import pytest

from tests.crash.broadcasts import killed_broadcast
from tests.crash.processes import open_field

VOLUNTEERS, KILLS = 300, 3


@pytest.mark.timeout(120)
async def test_killed_in_a_broadcast(database_url: str, tmp_path: Path) -> None:
    """Three SIGKILLs and restarts: all 300 hear, and only what was unsettled at a kill (≤ 10) comes again."""
    seed = secrets.randbits(32)
    async with open_field(database_url, tmp_path, VOLUNTEERS) as field:
        outcome = await killed_broadcast(field, KILLS, seed)
    assert outcome.faults() == [], f"seed {seed}: {outcome}"
