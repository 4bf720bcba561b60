"""A view taken away: as CSV today; workbooks, slides and documents have their place here."""
