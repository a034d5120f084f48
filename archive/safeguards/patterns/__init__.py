"""Pure: what in a text may lead to somebody: a telephone, a number of a passport, a shelter.

* `table`: one row for each kind, with its expressions and examples in English, Japanese, Korean and
  Chinese. A new row is looked for, and nobody else needs to know of it.
* `proofs`: what of that has a check digit, or a date, is wrong where that is wrong.
* `crossings`: the day of a crossing, with the river or border that was crossed.

Nothing is refused by it: the words are often those of the archive itself. How much it finds, and
how much of that rightly, is measured on two hundred sentences by the tests.
"""
