"""One reader's view: snapshot, filters and words in one object; names, the list, the search."""
