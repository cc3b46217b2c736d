"""All that runs in the browser: plain ES modules and style sheets, served as they stand or bundled into one text."""

from workshop.frontend.bundle import asset_folder, bundle, styles

__all__ = ["asset_folder", "bundle", "styles"]
