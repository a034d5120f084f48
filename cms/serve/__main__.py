"""Starts the server; in a separate module because child processes run their parent's main module.

`multiprocessing` does so except for modules of this name; otherwise each would load the whole site.
"""

from cms.serve import main

if __name__ == "__main__":
    main()
