"""Django's SQLite whose writers leave the lock to others: an engine, in its module `base`."""
