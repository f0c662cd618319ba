"""Somebody who is suspended is told so, whatever they press."""

from dataclasses import replace

from bot.domain.errors import Reason, Refused
from bot.domain.people import VolunteerStatus
from bot.usecases.approving import Approving
from tests.integration.usecases.conftest import CITY, DESK, NOW, House


async def test_the_test_alarm_of_somebody_suspended(house: House) -> None:
    """ "Saya dengar" of a volunteer suspended since is answered with that, not with "not registered"."""
    (budi,) = await house.volunteers(1)
    assert budi.volunteer is not None
    async with house.db.work(NOW) as work:
        await work.volunteers.save(replace(budi.volunteer, status=VolunteerStatus.SUSPENDED))
    heard = await Approving(house.db, CITY, DESK).heard_test(house.call(budi))
    assert heard == Refused(Reason.SUSPENDED)
