"""Decks: slides in an order, their pages, the player and what it shows; decks and pages as documents."""
