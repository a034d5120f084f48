"""The state of a page's translations, as conditions on rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page


class State(TextChoices):
    """The state of a translation; the first that applies."""

    MISSING = "missing", _("Missing")
    DRAFT = "draft", _("Draft")
    COPY = "copy", _("Words of the original")
    STALE = "stale", _("Older than the original")
    DONE = "done", _("Done")


ORIGINAL = ""  # instead of a state


def original_of(page: Any) -> Page | None:
    """The original of this page; None if it is the original itself."""
    original = _originals(page.translation_key).first()
    return original if original and page.pk and original.pk != page.pk else None


def with_states() -> QuerySet[Page]:
    """Pages with their state as `translation_state`."""
    # Read from the original's row, which is looked up once for each page.
    state = Case(
        When(pk=OuterRef("pk"), then=Value(ORIGINAL)),
        When(Exact(OuterRef("live"), Value(False)), then=Value(State.DRAFT)),
        When(_has_words_of_translation(), then=Value(State.COPY)),
        When(_is_newer(), then=Value(State.STALE)),
        default=Value(State.DONE),
    )
    states = _original().order_by().annotate(said_state=state).values("said_state")
    # Keeps SQLite from using the index of aliases, which nearly all pages share.
    return Page.objects.exclude(alias_of__isnull=False).annotate(translation_state=Subquery(states))


def is_older() -> Q:
    """Published before its original was last published."""
    return Q(Exists(_original().filter(_is_newer())))


def is_copy(page: Any, original: Any) -> bool:
    """Whether a document's body is still in the words of its original."""
    page.derive_from_body()
    words = (page.word_count, page.summary_derived)
    return bool(page.word_count) and words == (original.word_count, original.summary_derived)


def read_translations(pages: Iterable[Page]) -> None:
    """Read the translation states of all these pages at once."""
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
    """Each combination of state and language, “stale-ja”."""
    return [
        (f"{state}-{locale.language_code}", f"{locale}: {state.label}")
        for locale in Locale.objects.all()
        for state in State
    ]


def has_state(choice: str) -> Q:
    """Pages with this state in that language; they may be in it themselves."""
    state, _hyphen, code = choice.partition("-")
    # By key, not by a join: PostgreSQL would compute the states of all languages first.
    locale = Locale.objects.filter(language_code=code).order_by().values("pk")[:1]
    same = with_states().filter(locale=locale).order_by()
    keys = same.filter(translation_state=state) if state != State.MISSING else same
    is_not_among = ~Q(translation_key__in=keys.values("translation_key"))
    # Double negation makes SQLite read a list once instead of looking each key up in an index.
    return is_not_among if state == State.MISSING else ~Q(is_not_among)


def _is_newer() -> Q:
    return Q(last_published_at__gt=OuterRef("last_published_at"))


def _has_words_of_translation() -> Q:
    words = ("entrypage__word_count", "entrypage__summary_derived")
    return Q(entrypage__word_count__gt=0, **{column: OuterRef(column) for column in words})


def _originals(key: Any) -> QuerySet[Page]:
    """The oldest pages with this translation key."""
    return Page.objects.filter(translation_key=key).order_by("pk")  # an alias is younger


def _key_of_original(key: Any) -> Subquery:
    return Subquery(_originals(key).values("pk")[:1])  # read from an index alone


def _original() -> QuerySet[Page]:
    """The original of each page of the outer query: a row to compare it with."""
    return Page.objects.filter(pk=_key_of_original(OuterRef(OuterRef("translation_key"))))
