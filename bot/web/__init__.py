"""The HTTP door: webhook, health and metrics; intake and board will stand here too."""
