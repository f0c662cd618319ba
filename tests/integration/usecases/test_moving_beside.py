"""`kentongan migrate` beside a bot that runs: is what somebody changes at the same moment kept?"""

import asyncio
from dataclasses import replace

from bot.domain.model import IncidentState
from bot.usecases.moving import Moving
from tests.integration.usecases.conftest import CITY, DESK, NOW, House

GONE = "33.74.99"


async def test_a_change_at_the_same_moment_is_kept(house: House) -> None:
    """While the crowd is being noted, the incident's zone is moved: both stand in the end."""
    await house.volunteers(1)
    fire = await house.fire()
    async with house.db.work(NOW) as work:
        incident = await work.incidents.get(fire, lock=True)
        assert incident is not None
        await work.incidents.save(replace(incident, zone=GONE), IncidentState.OPEN)
    async with house.db.work(NOW) as work:
        incident = await work.incidents.get(fire, lock=True)
        assert incident is not None
        moving = asyncio.create_task(Moving(house.db, CITY, DESK).move(NOW, [f"{GONE}=Tugu"]))
        await asyncio.sleep(0.3)
        await work.incidents.save(replace(incident, crowd=True), IncidentState.OPEN)
    await moving
    async with house.db.read() as work:
        after = await work.incidents.get(fire)
    assert after is not None
    assert (CITY.zones[after.zone].name, after.crowd) == ("Tugu", True)
