"""The HTTP door: webhook, intake, board, health and metrics will stand here; polling needs none of it."""
