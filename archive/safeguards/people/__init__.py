"""People whom documents speak of: the name that readers see, and a sealed one beside it.

* `models`: `Person`, its names in each language, and `SealedIdentity`: who it is, encrypted.
* `sealing`: the keys, and what is encrypted and read with them.
* `keepers`: who is told by mail. `looking`: how somebody looks at it.
* `sealed_files`: files that lie encrypted.
* `identity`: what is sealed of a person, in one value that shows itself to nobody.
"""
