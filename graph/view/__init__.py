"""Offline HTML views of the graph."""
