"""Findings: slides that are no chart, made of the sentences and queries of the pages."""
