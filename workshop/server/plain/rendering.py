"""Templates and languages of the plain pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from babel import Locale, UnknownLocaleError

from workshop import words
from workshop.server.assets import asset_url

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
_WANTED = re.compile(r"([a-z]{2,3})(?:-[a-z0-9-]*)?\s*(?:;\s*q=([0-9.]+))?", re.IGNORECASE)


def render(name: str, language: str, /, **values: Any) -> str:
    """Fill in a template in one language; every value is shown as text."""
    template = _templates().get_template(name)
    return template.render(
        gettext=words.translator(language).gettext,
        language=language,
        direction=Locale.parse(language).text_direction,
        **values,
    )


def accepted(header: str, languages: Sequence[str]) -> str | None:
    """Choose the language that a browser likes best (its ``Accept-Language``), or None."""
    wishes = []
    for language, weight in _WANTED.findall(header[:500]):
        try:
            wishes.append((float(weight or 1), language.lower()))
        except ValueError:
            continue
    known = [(weight, language) for weight, language in wishes if language in languages and weight > 0]
    return max(known, key=lambda wish: wish[0])[1] if known else None


def language_name(code: str) -> str:
    """Call a language by its own name."""
    try:
        name = Locale.parse(code).get_language_name(code) or code
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:]


@cache
def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["asset_url"] = cache(asset_url)
    templates.globals["language_name"] = language_name
    return templates
