"""What we claim about speed and size, measured: `make bench`, or `python -m benchmarks --only queries --rows 2000`."""
