"""The vocabulary, the ledger, the resolved graph and everything derived from it."""
