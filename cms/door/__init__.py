"""The door: who gets into the admin, by what, and for how long.

Knows Django, Wagtail, django-allauth, django-axes; no GraphQL, and nothing of the archive.

For other rooms, in `reauthentication`: `reauthenticated(request)` says whether somebody gave their
password, and their second factor where they have one, within the last minutes. A view with
`@reauthentication_required` is opened only then; whoever comes too late is asked again first.

* `rights`: who needs a second factor, by what they may do.
* `factors`: what a session has proved of its account.
* `reauthentication`: asking again before a look at what is sealed.
* `sessions`: when a session ends.
* `middleware`: nobody is logged in whose session has ended or lacks its second factor.
* `adapters`: what django-allauth is told of this installation.
* `views`, `urls`: logging in, and the pages on which people keep their second factors.
* `lockout`: how many wrong passwords and codes are answered.
* `receivers`: what is counted, logged and told by mail.
* `letters`: mail that goes out beside the answer.
* `folders`: what lies on the disk is for the server's user alone.
* `headers`: what browsers are told of what is no page.
* `choosers`, `static/door/begin.js`: Wagtail without scripts within its pages.
* `accounts`: asks again before an account of somebody else is changed. `totp`: a code is good once.
* `resetting`: takes away the second factor of somebody who lost it.
* `wagtail_hooks`: where the admin leads to these.
"""
