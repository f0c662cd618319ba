"""How does each operation grow with the number of volunteers? On either database."""
