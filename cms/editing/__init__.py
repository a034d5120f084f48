"""What editors do with pages, beyond what Wagtail has: acts that readers or others must hear of.

Knows Wagtail and the record, in which it says why something happens (`Act`); the record knows
nothing of it. No GraphQL, and no word of the archive. It has no tables.

* `withdrawal`: taking pages back, and publishing them again.
* `renaming`: what becomes of an address that a page leaves.
* `meanwhile`: asks before a form overwrites what somebody else has saved in the meantime.
* `creation`: what is made and published in one form. `deletion`: who may delete what was public.
* `second_reader`: page types that nobody publishes alone. `approval`: publishing by workflow.
* `facts`: conditions for the menus of pages, evaluated for a whole list at once.
* `views`: the view that asks about an act before it is done.
"""
