"""Warm-ups that the tests name in their settings."""

import ipywidgets


def make_and_close() -> None:
    """Make a widget, leave a trace of it, and close it."""
    slider = ipywidgets.IntSlider()
    slider.close()
    ipywidgets.warmed = True


def fail() -> None:
    """Fail, as a hook may."""
    raise RuntimeError("this hook always fails")
