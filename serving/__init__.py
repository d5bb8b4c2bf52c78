"""`wenmai serve`: the graph for browsers and programs, read only, on this machine."""
