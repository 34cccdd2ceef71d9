"""The product, one folder per subject; areas meet only through their facades."""
