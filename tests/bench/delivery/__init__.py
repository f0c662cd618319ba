"""How close does a broadcast come to what Telegram lets through? This engine and its peers; see __main__."""
