"""The state of a page's translations.

The oldest page of a translation group is the original. `states` tells whether the others are
drafts, still in its words, older than it, or done; `panel` shows it beside their forms.
"""
