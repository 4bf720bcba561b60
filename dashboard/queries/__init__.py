"""A selection of the snapshot in, a small DataFrame out: pandas only, no Dash, no Plotly, no words."""
