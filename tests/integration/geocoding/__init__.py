"""Online geocoders, played by small servers on this machine."""
