"""The rooms of the user interface are tried on the same stores as the pages."""

from tests.pages.conftest import database, empty_database, no_old_caches, open_page

__all__ = ["database", "empty_database", "no_old_caches", "open_page"]
