"""Figures: a table becomes a plain Plotly dict; colours are the light ones, which the browser turns in dark mode."""
