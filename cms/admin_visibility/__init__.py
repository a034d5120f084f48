"""Which pages and terms the admin shows to an account: not every title is for everybody's eyes.

An account sees the pages that it may explore or has to review, and those that readers can see.
Knows Wagtail and the public record; no GraphQL, and no word of the archive.

* `policy`: which pages those are, as a condition on a queryset.
* `terms`: which tags, categories and places are suggested; other apps register theirs.
* `middleware`: answers 404 where a view of Wagtail's would name other pages.
* `listings`: the same for lists, reports and choosers, which leave them out.
* `pages`: `ExplorablePage`, which the form of external links does not name to everybody.
"""
