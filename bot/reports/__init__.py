"""Read-only figures for charts and sheets will stand here; the roll is drawn by texts."""
