"""Addresses: pages, files, documents, embeds, and what every answer carries."""
