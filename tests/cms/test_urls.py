"""Each address of this server has one view."""

from collections import Counter

from django.urls import URLResolver, get_resolver


def addresses(patterns, prefix=""):
    for pattern in patterns:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif pattern.name:  # what takes the place of Wagtail's own on purpose has none
            yield path


def test_no_view_stands_before_another_at_its_address():
    times = Counter(addresses(get_resolver().url_patterns))
    assert [path for path, count in times.items() if count > 1] == []
