"""Sitemaps, feeds and robots.txt, for search engines and mirrors.

The public frontend passes them on at the same paths, so every address in them is one of its own.
They go through the gate, and are cached in the same way as the API's answers.

* `answer`: one such answer: rate-limited, read in one view of the database, with an ETag.
* `sitemap`: the index of all pages of a site, and its files.
* `atom`: writes a feed as Atom.
* `robots`: says where the sitemap is.
"""
