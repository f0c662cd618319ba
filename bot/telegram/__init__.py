"""Telegram's own words: what a button carries, how a screen becomes a message, which fault is which."""
