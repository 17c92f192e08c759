"""Frames → plotly figures and maps, all through `theme.figure`, each with a description in words."""
