"""The words of the product in its other languages: where they stand, and what libraries say in our voice."""
