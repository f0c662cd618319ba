"""One set of cases about the Bot API, run by two independent and unmodified client libraries."""
