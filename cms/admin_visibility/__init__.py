"""Which pages and terms the admin shows to an account, as not every title is for everybody.

An account sees the pages that it may explore or has to review, and public ones. It imports Wagtail
and the public record; no GraphQL, no page types of the archive.

* `policy`: which pages those are, as a condition on a queryset.
* `terms`: which tags, categories and places are suggested; other apps register theirs.
* `middleware`: answers 404 if a Wagtail view would name other pages.
* `listings`: lists, reports and choosers without such pages.
* `account`: whose request this is.
* `chosen`: what may be chosen for a page; `choosers`: what is shown of what somebody else chose.
* `pages`: `ExplorablePage`, which the form of external links does not name to everybody.
"""
