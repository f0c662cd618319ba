"""Telegram and the house that hears it, fresh for each test; no time passes but on the virtual loop."""

import pytest

from .fake_telegram import FakeTelegram, House


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
def house(telegram: FakeTelegram) -> House:
    return House(telegram)
