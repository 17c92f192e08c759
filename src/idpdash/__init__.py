"""idpdash: IDP arrivals, housing capacity and inter-city support on maps and charts."""

__version__ = "0.1.0"
