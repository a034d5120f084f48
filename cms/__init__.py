"""A headless CMS on Wagtail; knows no word of the archive. docs/architecture.md draws its rooms.

Where it is put together:

* `settings`, `urls`, `schema`, `asgi`, `wsgi`: as Django expects them. `run`: `make run`.
* `serve`: the production server, built of `workers`. `alive`, `health`: whether it works.

For readers and frontends:

* `graphql`: the API. `previews`: drafts in the frontend. `syndication`: sitemaps and feeds.
* `visibility`: the one gate. `freshness`: the content's version. `front`: what a browser finds.

For editors:

* `record`: what readers could see. `editing`: what editors do with pages, beyond Wagtail.
* `admin_visibility`: what an account sees. `door`: how it gets in. `language`: that of its mail.
* `references`: Wagtail's reference index. `viewsets`: those that several apps share.

For operators:

* `clock`: jobs that time brings. `tasks`: background tasks. `outages`: while a service is down.
* `metrics`, `logs`, `reports`, `traces`: what the server says of itself.
* `peer`: a client's address. `rates`: how often it may ask. `static_files`: where they are stored.

For the code of all of these:

* `blocks`, `richtext`, `collation`, `uri`, `numbers`: read and sort what is stored or sent.
* `sql`, `sqlite3`, `statement_wrappers`: statements. `process_lock`: one process at a time.
* `reach`: requests to addresses that somebody entered.
"""
