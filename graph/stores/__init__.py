"""The stores that queries ask: one contract, three engines."""
