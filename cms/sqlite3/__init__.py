"""Django's SQLite backend, whose writers let others have the lock;

the engine is the module `base`.
"""
