"""What has become of a page in other languages, as conditions on rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page


class State(TextChoices):
    """Of a page in another language than its original; the first that fits."""

    MISSING = "missing", _("Missing")
    DRAFT = "draft", _("Draft")
    COPY = "copy", _("Words of the original")
    STALE = "stale", _("Older than the original")
    DONE = "done", _("Done")


ORIGINAL = ""  # in the place of a state


def original_of(page: Any) -> Page | None:
    """The page that this one is a translation of; None where it is the original itself."""
    original = _originals(page.translation_key).first()
    return original if original and page.pk and original.pk != page.pk else None


def with_states() -> QuerySet[Page]:
    """Pages with what has become of them, as `translation_state`."""
    # Asked of the original's row, which is looked up once for each page.
    state = Case(
        When(pk=OuterRef("pk"), then=Value(ORIGINAL)),
        When(Exact(OuterRef("live"), Value(False)), then=Value(State.DRAFT)),
        When(_has_words_of_translation(), then=Value(State.COPY)),
        When(_is_newer(), then=Value(State.STALE)),
        default=Value(State.DONE),
    )
    states = _original().order_by().annotate(said_state=state).values("said_state")
    # Said so that SQLite does not take the index of aliases, in which nearly all pages are alike.
    return Page.objects.exclude(alias_of__isnull=False).annotate(translation_state=Subquery(states))


def is_older() -> Q:
    """Published before its original was last."""
    return Q(Exists(_original().filter(_is_newer())))


def is_copy(page: Any, original: Any) -> bool:
    """Whether a document's body, as it is now, still has the words of its original."""
    page.derive_from_body()
    words = (page.word_count, page.summary_derived)
    return bool(page.word_count) and words == (original.word_count, original.summary_derived)


def read_translations(pages: Iterable[Page]) -> None:
    """Read for all these pages at once what has become of each in other languages."""
    listed = list(pages)
    states: dict[Any, dict[int, str]] = defaultdict(dict)
    rows = with_states().filter(translation_key__in={page.translation_key for page in listed})
    for key, locale, state in rows.values_list(
        "translation_key", "locale", "translation_state"
    ).order_by():
        states[key][locale] = state
    locales = list(Locale.objects.all())
    for page in listed:
        page.listed_translations = ", ".join(
            f"{locale}: {State(state).label}"
            for locale in locales
            if (state := states[page.translation_key].get(locale.pk, State.MISSING)) != ORIGINAL
        )


def choices() -> list[tuple[str, str]]:
    """Each state in each language, “stale-ja”."""
    return [
        (f"{state}-{locale.language_code}", f"{locale}: {state.label}")
        for locale in Locale.objects.all()
        for state in State
    ]


def has_state(choice: str) -> Q:
    """Pages that are so in that language, in which some of them may be themselves."""
    state, _hyphen, code = choice.partition("-")
    # Its key, not a table beside it: PostgreSQL asked first what has become of all languages.
    locale = Locale.objects.filter(language_code=code).order_by().values("pk")[:1]
    same = with_states().filter(locale=locale).order_by()
    keys = same.filter(translation_state=state) if state != State.MISSING else same
    is_not_among = ~Q(translation_key__in=keys.values("translation_key"))
    # Denied twice, so that SQLite reads a list once instead of looking each key up in an index.
    return is_not_among if state == State.MISSING else ~Q(is_not_among)


def _is_newer() -> Q:
    return Q(last_published_at__gt=OuterRef("last_published_at"))


def _has_words_of_translation() -> Q:
    words = ("entrypage__word_count", "entrypage__summary_derived")
    return Q(entrypage__word_count__gt=0, **{column: OuterRef(column) for column in words})


def _originals(key: Any) -> QuerySet[Page]:
    """The eldest of the translations with this key."""
    return Page.objects.filter(translation_key=key).order_by("pk")  # an alias is younger


def _key_of_original(key: Any) -> Subquery:
    return Subquery(_originals(key).values("pk")[:1])  # read from an index alone


def _original() -> QuerySet[Page]:
    """Of each page of the query around this one, its original: a row to compare it with."""
    return Page.objects.filter(pk=_key_of_original(OuterRef(OuterRef("translation_key"))))
