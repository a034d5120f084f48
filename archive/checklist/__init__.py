"""What is looked at before a document goes out: in the side panel while it is written, and when it
is published, whatever way.

* `rule`: what a rule is, and all that there are. `rules`: one in a module; a new module is a new
  rule, and nobody else needs to know of it.
* `asked`: what the rules say of a draft, and what of it keeps it from being published.
* `panel`, `views`: the side panel, and what it asks. `checks`: of the setting `CHECKLIST`.

    CHECKLIST = {"category": "block", "credit": "off"}  # the others as they come: block or warn
"""
