"""Menus and site-wide settings as subjects of the public record."""

from __future__ import annotations

from cms.record.subjects import Subject, register, rows_in_public

from .models import Menu, SiteSettings


def register_subjects() -> None:
    menus = rows_in_public(Menu.objects.all, "Menu", {"locale": "locale__language_code"})
    register(Subject(Menu, menus))
    register(
        Subject(SiteSettings, rows_in_public(SiteSettings.objects.all, "Site", {"site": "site"}))
    )
