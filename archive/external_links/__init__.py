"""Checks links from public pages to other sites, politely, if a setting allows it.

* `models`: `ExternalLink`, the state of an address; `LinkOnPage`, which pages use it; `Host`, when
  each may be asked again and what its robots.txt allows; `Reading`, how far pages have been read.
* `found`: the addresses in a page's fields. `reading`: collects those of public pages, in portions.
* `asking`: one request. `robots`: what a host allows crawlers to request.
* `turns`: which address is asked next, and what its answer means.
"""
