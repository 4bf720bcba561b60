"""Charts outside of Dash: in a frame of another site, on a stage, in one file."""
