"""The clock: each `tick(now)` is idempotent and goes through the same use cases as people."""
