"""What is promised of offers and needs: how much, and what ends where an offer, a need or a site is taken away.

The acts that make and move promises are in `store.ledger`; here is what they share with acts on offers, needs and
sites, with loads and with undo.
"""

from __future__ import annotations
