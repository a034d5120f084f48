"""When a page that readers can see gets another address: what becomes of the old one.

* `answers`: what an editor answered, until the page has left.
* `forms`, `views`: how the admin asks. `redirects`: what leads readers on.
"""
