"""The rules of the field, pure: no I/O, no clock, no framework. `now` is always a parameter."""
