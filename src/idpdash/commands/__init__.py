"""The commands of `python -m idpdash`: each module runs one, or two that are alike, and returns the exit code."""
