"""Delivery: lease, still true?, render, send, settle. What is owed is in the database before it is sent."""
