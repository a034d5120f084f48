"""People in documents: the name that readers see, and the sealed identity.

* `models`: `Person`, its names in each language, and `SealedIdentity`, the encrypted identity.
* `sealing`: the keys, encryption and decryption.
* `keepers`: who gets e-mail. `looking`: viewing what is sealed.
* `sealed_files`: encrypted files.
* `identity`: the sealed data of a person, as a value that cannot be shown by accident.
"""
