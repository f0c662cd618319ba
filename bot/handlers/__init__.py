"""The Telegram door: parse, call one use case, answer. Nothing is decided here."""
