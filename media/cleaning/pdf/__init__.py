"""PDFs written anew from what may stay: bytes in, clean bytes out.

Nothing of the source comes along but what a list names. Forms and comments become part of the
page, as they look. What no list knows how to keep is refused.

* `rewriting`: the door, `clean_pdf`, and the order of the work.
* `keeping`: how a list is written down, and how its objects are copied once.
* `pages`: pages, links and outlines; `structure`: the tree for those who read by ear.
* `drawing`: content streams, token by token; `resources`: what they may use; `lettering`: what of
  their letters can be read again.
* `colours`, `fonts`, `pictures`: the lists of these.
* `masks`: what a mask hides of a picture; `shown`: what pages show of it.
* `telling`: fonts that tell other letters than they draw.
* `font_programs`, `profiles`, `segments`, `bilevel`: embedded files, without what they tell.
* `layers`: what is seen of optional content.
* `sight`: words that are in the file and on no page that somebody looks at.
* `facsimile`: a PDF of pictures of its pages, or of some of them.
* `regions`: what is filled in these, and that nothing of it is left.
"""

from .facsimile import drawn
from .regions import Region
from .rewriting import clean_pdf

__all__ = ["Region", "clean_pdf", "drawn"]
