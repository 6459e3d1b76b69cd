"""The REST interface: everything that the pages and the command line can do, for programs."""
