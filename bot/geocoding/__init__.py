"""The online geocoders behind one small port will stand here; the city pack answers without them."""
