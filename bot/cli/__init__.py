"""The command line `kentongan`: one file per command family; it translates, like a handler."""
