"""The door: who gets into the admin, by which factors, and for how long.

Knows Django, Wagtail, django-allauth, django-axes; no GraphQL, and nothing of the archive.

Other rooms use `reauthentication`: `reauthenticated(request)` says whether somebody has given their
password, and their second factor if they have one, within the last minutes. A view with
`@reauthentication_required` opens only then; otherwise it asks for them first.

* `rights`: who needs a second factor, depending on their permissions.
* `factors`: which factors a session has proved.
* `reauthentication`: asks again before sealed data is shown.
* `sessions`: when a session ends. `environment`: reads these limits.
* `middleware`: logs out sessions that have ended or lack their second factor.
* `adapters`: django-allauth, adapted to this installation.
* `views`, `forms`, `urls`: logging in, and the pages on which people manage their second factors.
* `lockout`: how many wrong passwords and codes are allowed.
* `receivers`: what is counted, logged and notified by mail.
* `letters`: mail, sent apart from the response.
* `folders`: files on disk are readable by the server's user only.
* `headers`: security headers of responses that are no pages.
* `choosers`, `static/door/begin.js`: Wagtail's choosers without inline scripts.
* `accounts`: asks again before somebody else's account is changed.
* `totp`: a code can be used once.
* `resetting`: removes the second factor of somebody who lost it.
* `wagtail_hooks`: links to these in the admin.
"""
