"""The frame around every page: where its reader can go, and whose product this is."""
