"""The commands of `wenmai`: each parses, calls and prints. `cli` puts them together."""
