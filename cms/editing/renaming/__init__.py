"""What becomes of the old address when a public page gets another one.

* `forms`, `views`: how the admin asks; `cms.record.forgetting` stores the answer until the page has
  moved. `redirects`: redirects from old addresses.
"""
