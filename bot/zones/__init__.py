"""Geography and the city pack: pure, apart from `load_city`, which reads a pack once."""
