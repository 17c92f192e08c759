"""One question → all that answers it, gathered once, for the command line and every page."""
