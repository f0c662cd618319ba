"""The poll loop against a Telegram queue, in virtual time."""
