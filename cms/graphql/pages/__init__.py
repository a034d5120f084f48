"""Pages in GraphQL: the interface that every page type has, and how pages are loaded and listed.

* `interface`: `Page`, and `PageType` for the classes of page types. `types`: their names.
* `projection`: which columns of which tables a selection needs.
* `loading`, `finding`, `listings`: pages by key or tree path, by ID or address, and in lists.
* `orders`: how lists are sorted. `redirects`: where an address has moved.
* `tombstones`: what is left of a page that was taken down.
* `seo`, `linked_data`: what search engines are told.
"""
