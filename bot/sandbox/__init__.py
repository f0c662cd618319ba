"""A small, strict Telegram: a Bot API over real HTTP that knows nothing of the bot it serves."""
