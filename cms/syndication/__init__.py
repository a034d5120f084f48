"""What searching and mirroring machines ask for, beside the API: sitemaps, feeds, robots.txt.

All are for the public frontend, which passes them on at the same paths: every address in them is
one of its own. They go through the gate and are kept by caches as the API's answers are.

* `answer`: one such answer: counted, read in one view of the database, and stamped with its tag.
* `sitemap`: the index of all pages of a site, and its files.
* `atom`: a feed, written as Atom.
* `robots`: where the sitemap is.
"""
