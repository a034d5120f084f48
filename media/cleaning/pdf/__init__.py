"""Rewrites PDFs from lists of what may stay: bytes in, clean bytes out.

Only what a list names is copied. Forms and comments become part of the page, as they look. What no
list can keep is refused.

* `rewriting`: the entry point, `clean_pdf`, and the order of the steps.
* `keeping`: how a list is written, and how its objects are copied once.
* `pages`: pages, links and outlines. `structure`: the tags for screen readers.
* `drawing`: content streams, token by token. `resources`: the resources that they may use.
  `lettering`: letters too small to be read back.
* `colours`, `fonts`, `pictures`: the lists of these. `glyphs`: glyphs that are drawn, and shown.
* `masks`: what a mask hides of a picture. `shown`: what pages show of it.
* `telling`: fonts that declare other letters than they draw.
* `font_programs`, `profiles`, `segments`, `bilevel`: embedded files, without metadata.
* `layers`: which optional content is visible.
* `sight`: words in the file that no page shows. `covered`: those under something that is not plain.
* `facsimile`: a PDF of pictures of some or all pages.
* `regions`: fills regions of pages, and verifies that nothing is left of them.
"""

from .facsimile import drawn
from .regions import Region
from .rewriting import clean_pdf

__all__ = ["Region", "clean_pdf", "drawn"]
