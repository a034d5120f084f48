"""What has become of a page in other languages.

The eldest of translations is the original. `states` says of the others whether they are drafts,
still have its words, are older than it is now, or are done; `panel` shows it beside their form.
"""
