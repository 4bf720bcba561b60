"""Building blocks of pages: Dash and Bootstrap components from values and words, without data access."""
