"""CHARTS, and what a chart says of itself."""
