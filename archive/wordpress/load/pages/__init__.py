"""Posts of the old site as pages.

* `writer`: decides what to do with a post, and writes its page.
* `builder`: a post's content as the fields, rows and body of a page, on top of its `defaults`.
* `front`: the front page of each language.
* `translations`: a page's language, and what makes it a translation of another.
* `revisions`: the revision of a page that was just written.
* `publication`: unpublishes and publishes pages as the old site did with their posts.
"""
