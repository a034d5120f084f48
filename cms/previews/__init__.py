"""What nobody has published yet, shown as if it were, to whom an editor shows it.

Knows Wagtail, the gate and the record's subjects; no GraphQL, and no word of the archive.

* `models`: `Preview`, a draft as it was typed, and who looks at it.
* `grants`: codes that open a preview once, and the tokens that they are swapped for.
* `staging`: publishes a draft in a transaction that is always rolled back, for one answer.
* `frontends`: where a preview is shown. `pages`: `PreviewedPage`, whose previews are shown there.
* `typed`: previews of what is typed.
* `views`: swaps a code for a token, gives Wagtail's checks.
* `review`: links for review, which open one draft for a day.
* `environment`, `checks`: the setting that names frontends, read and checked.
"""
