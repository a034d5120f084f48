"""The checklist: what a document should have before it is published.

The side panel shows it while somebody writes, and publishing checks it again, by whatever way.

* `rule`: what a rule is, and the list of all rules. `rules`: one module for each; adding a module
  adds the rule.
* `asked`: the faults that the rules find in a draft, and which of them prevent its publication.
* `panel`, `views`: the side panel. `checks`: checks the setting `CHECKLIST`.

    CHECKLIST = {"category": "block", "credit": "off"}  # or "warn"; others keep their own level
"""
