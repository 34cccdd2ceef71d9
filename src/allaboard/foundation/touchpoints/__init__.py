"""The append-only ledger of contacts between HR and each person."""
