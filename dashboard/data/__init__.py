"""One data version: snapshot, store, filters, selection, change, rows, cache."""
