"""`kentongan check` with a webhook: is there a secret, and does Telegram get through?"""

from bot.sandbox.model import Webhook
from tests.integration.cli.conftest import Office

ADDRESS = "https://bot.example/telegram"  # the small Telegram notes that it can not get there


async def test_a_missing_secret_is_told(office: Office) -> None:
    """WEBHOOK_URL without WEBHOOK_SECRET is bad, and the line says what to write."""
    office.set(WEBHOOK_URL=ADDRESS)
    assert (await office.bad()).startswith("BAD settings: WEBHOOK_SECRET is missing")


async def test_a_webhook_that_is_not_set_yet_is_no_fault(office: Office) -> None:
    """Before the first start Telegram knows nothing of it."""
    office.set(WEBHOOK_URL=ADDRESS, WEBHOOK_SECRET="kata-rahasia")
    ended = await office.check()
    assert not ended.bad
    assert "ok  webhook: not set yet" in ended.out
    assert "kata-rahasia" not in ended.out


async def test_what_telegram_complains_about_is_told(office: Office) -> None:
    """Updates that wait behind an error are bad; the line has Telegram's words and where to look."""
    office.set(WEBHOOK_URL=ADDRESS, WEBHOOK_SECRET="kata-rahasia")
    bot = office.sandbox.people.bot()
    bot.webhook = Webhook(ADDRESS, "kata-rahasia", 40)
    ended = await office.check()
    assert not ended.bad
    office.sandbox.people.text(office.sandbox.people.add_user("Budi", started=True).id, 0, "halo")
    line = await office.bad()
    assert "because: the sandbox delivers to 127.0.0.1" in line
    assert "reverse proxy" in line
