"""What day it is. Only the two front doors (ui and __main__) ask; everyone else is told."""

from __future__ import annotations

import datetime as dt

from idpdash import settings


def now() -> dt.datetime:
    """Return the present instant, UTC and without offset; IDPDASH_TODAY moves its day."""
    real = dt.datetime.now(dt.UTC)
    fixed = settings.fixed_today()
    if fixed is not None:
        local = real.astimezone(settings.timezone())
        real = dt.datetime.combine(fixed, local.timetz()).astimezone(dt.UTC)
    return real.replace(tzinfo=None, microsecond=0)


def day_of(instant: dt.datetime) -> dt.date:
    """Return the day of an instant (UTC, without offset) in IDPDASH_TIMEZONE."""
    return instant.replace(tzinfo=dt.UTC).astimezone(settings.timezone()).date()


def today() -> dt.date:
    """Return today's day in IDPDASH_TIMEZONE, or IDPDASH_TODAY."""
    return settings.fixed_today() or dt.datetime.now(settings.timezone()).date()
