"""Pure: finds many names in a text, in any spelling. No database, no log.

Names and texts are normalised alike (`letters`), and all spellings of a name have the same
consonants in the same order (`skeleton`). So one Aho-Corasick automaton of the skeletons (`sealed`)
finds candidates, and each candidate is compared with the spellings of each syllable (`spellings`,
from `korean`, `katakana`, `kana` and `kanji`). The automaton cannot be pickled and has no name in
its `repr`; only the code that encrypts it packs it.

A name in Hangul is found in Latin letters in the Revised Romanization, McCune-Reischauer, the usual
spellings of families (Lee, Yi, Rhee) and the North's spelling (리, 룡), with family or given name
first, hyphenated, joined or separate; and in katakana, by its sound. A Korean name in Latin letters
is found in Hangul and in the other transcriptions, if these systems can write its syllables. Kana
is found as hiragana and katakana, wide and narrow, with long vowels in each way, and in Latin
letters.

Not derived, because it is ambiguous: the Latin or Korean reading of Chinese characters, the
characters of a name in kana or Hangul, a name in Latin letters in kana, and other spellings of a
single Latin word (“Rose” is not 로세). Such spellings have to be sealed beside the name. A single
letter or syllable is not searched.
"""
