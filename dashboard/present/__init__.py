"""Presenting a deck on a stage: its document, and all it needs to go on without a network."""
