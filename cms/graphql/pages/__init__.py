"""Pages in GraphQL: the interface of all page types, and how pages are loaded and listed.

* `interface`: `Page`, and `PageType`, the base of page types. `types`: their names.
* `projection`: which columns of which tables a selection needs.
* `loading`, `finding`, `listings`: pages by key or tree path, by ID or address, and in lists.
* `orders`: how lists are sorted. `redirects`: where an address has moved to.
* `tombstones`: what is left of a page that was taken down.
* `seo`, `linked_data`: for search engines. `publisher`: the organisation that publishes the site.
"""
