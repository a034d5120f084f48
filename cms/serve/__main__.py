"""Starts it, apart from what it is: a process that takes a file apart runs its parent's module.

`multiprocessing` does so for all but those of this name; the whole site would be loaded each time.
"""

from cms.serve import main

if __name__ == "__main__":
    main()
