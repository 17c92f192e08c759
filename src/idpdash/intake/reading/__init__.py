"""Bytes → tables of texts: the kind of file, its letters and cells, where its header stands, which rows are data."""
