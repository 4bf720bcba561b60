"""Documents to take away: one HTML file or a PDF of a brief, a deck or a page."""
