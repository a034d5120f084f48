"""When a public page gets another address: what becomes of the old one.

* `forms`, `views`: how the admin asks; `cms.record.answers` keeps what it is told until the page
  has moved. `redirects`: redirects from old addresses.
"""
