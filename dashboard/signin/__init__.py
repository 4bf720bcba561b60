"""Signing in: who may change the data, and how they show who they are."""
