"""Bytes of a field team's file → checked tables, or issues. Knows no database."""
