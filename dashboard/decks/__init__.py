"""Decks: slides in an order, the player and what it shows."""
