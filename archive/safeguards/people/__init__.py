"""People whom documents speak of: the name that readers see, and a sealed one beside it.

* `models`: `Person`, its names in each language, and `SealedIdentity`: who it is, encrypted.
* `sealing`: the keys, and what is encrypted and read with them.
* `identity`: what is sealed of a person, in one value that shows itself to nobody.
"""
