"""Where state lives. Rows never leave this room: what goes in and out are values of the domain."""
