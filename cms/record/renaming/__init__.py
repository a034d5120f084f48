"""When a public page gets another address: what becomes of the old one.

* `answers`: what an editor decided, until the page has moved. `leaving`: then forgets the address.
* `forms`, `views`: how the admin asks. `redirects`: redirects from old addresses.
"""
