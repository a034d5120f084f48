"""What is done while something is lost that the archive needs: it says so, and goes on after.

`lost` tells a lost database from a fault of ours. `views` answers 503. `watch` lets go of a
database that does not answer. `redis` asks a cache that does not answer once, not at each use.
`stores` tells whether files can be stored. `smtp` lets no transaction wait for mail. `rarely`
keeps the log of all that short.
"""
