"""Kentongan: the drum that calls a city's 112 volunteers out, as a Telegram bot."""
