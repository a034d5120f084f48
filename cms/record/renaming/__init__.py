"""When a page that readers can see gets another address: what becomes of the old one.

* `answers`: what an editor answered, until the page has left. `leaving`: forgets the address then.
* `forms`, `views`: how the admin asks. `redirects`: what leads readers on.
"""
