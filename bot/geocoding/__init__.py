"""Which online geocoder may be asked when the city pack does not know a typed address? (`GEOCODER`.)"""
