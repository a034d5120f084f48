"""Links of public pages to other sites: asked by the clock, politely, where a setting allows it.

* `models`: `ExternalLink`, what became of an address; `LinkOnPage`, which pages have it; `Host`,
  how long each is left in peace, and what its robots.txt allows; `Reading`, how far pages are read.
* `found`: the addresses in a page's fields. `reading`: notes those of public pages, in portions.
* `asking`: one request. `robots`: what a host lets machines ask.
* `turns`: which address is asked next, and what its answer means.
"""
