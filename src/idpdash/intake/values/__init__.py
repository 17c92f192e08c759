"""Texts → values of a column: numbers, days, words; how a column writes them is decided from all its texts."""
