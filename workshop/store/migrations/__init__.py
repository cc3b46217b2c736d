"""Alembic migrations; `workshop.store.upgrading` runs them."""
