"""The charts there are, and what each says of itself."""
