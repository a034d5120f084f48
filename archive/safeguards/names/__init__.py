"""Pure: whether a text says one of many names, however it is spelled. No database, no log.

Names and texts are read alike (`letters`), and every spelling of a name has the same consonants in
the same order (`skeleton`). So one Aho-Corasick automaton of the skeletons (`sealed`) finds where a
name may stand, and what stands there is compared with the spellings of each of its syllables
(`spellings`, from `korean`, `katakana`, `kana` and `kanji`). It cannot be pickled, has no name in
its `repr`, and is packed by nobody but who encrypts it.

A name in Hangul is found in Latin letters by the Revised Romanization, McCune-Reischauer, what
families write (Lee, Yi, Rhee) and the North's spelling (리, 룡), whichever of family and given name
comes first, hyphenated, joined or apart; and in katakana, by its sound. A Korean name in Latin
letters is found in Hangul and in the other transcriptions, as far as its syllables are what these
systems write. Kana is found as hiragana and katakana, wide and narrow, with long vowels in each
way, and in Latin letters.

Not derived, for nothing says it well enough: the Latin or Korean reading of Chinese characters, the
characters of a name in kana or Hangul, a name in Latin letters in kana, other spellings of one
Latin word that stands alone (“Rose” is no 로세). Whoever knows such a spelling seals it beside the
name. A single letter or syllable is not searched for.
"""
