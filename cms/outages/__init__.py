"""Handles the loss of services that the archive needs: reports it, and continues afterwards.

`lost` tells a lost database from a fault of ours. `views` answers 503. `watch` disconnects from a
database that does not answer. `redis` tries a cache that does not answer only once in a while.
`stores` checks whether files can be stored. `smtp` keeps mail out of transactions. `rarely` limits
logging.
"""
