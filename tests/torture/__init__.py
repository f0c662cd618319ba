"""Long runs: `make torture`. Broadcasts killed again and again, and a soak of mixed traffic."""
