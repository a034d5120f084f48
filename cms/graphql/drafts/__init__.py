"""One page's latest draft, for who holds a token that opens it.

* `preview`: issues tokens, and reads them. `draft_rows`: the draft as the engine's rows.
* `blanks`: what a draft leaves empty and the schema promises.
"""
