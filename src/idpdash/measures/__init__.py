"""Frames → frames: divide, roll, pair, compare. Knows no database and no screen."""
