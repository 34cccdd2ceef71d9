"""Files that people upload and that the product makes."""
