"""Measure this product on this machine, and others with the same page beside it; see `docs/performance.md`."""

from workshop.bench.plan import Plan

__all__ = ["Plan"]
