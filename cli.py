"""The command line: parses, calls, prints."""


def main() -> None:
    """Run `wenmai`."""
