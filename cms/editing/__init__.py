"""What editors do with pages beyond Wagtail: acts that readers or others must be told of.

It imports Wagtail and the record, where it stores the reasons (`Act`); the record does not import
it. No GraphQL, no page types of the archive, no tables.

* `withdrawal`: taking pages back, and publishing them again.
* `renaming`: what becomes of a page's former address.
* `meanwhile`: asks before a form overwrites what somebody else has saved.
* `creation`: creating and publishing in one form. `deletion`: who may delete what was public.
* `second_reader`: page types that nobody publishes alone. `approval`: publishing by workflow.
* `facts`: conditions for the menus of pages, evaluated for a whole list at once.
* `views`: the view that asks about an act before it is done.
"""
