"""Measurements: `make bench`. Each figure with n, median and p95, beside a peer where one is named."""
