"""Writers of the graph, one module a format."""
