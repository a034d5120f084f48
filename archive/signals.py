"""Signals about documents."""

from django.dispatch import Signal

# A document and all its child rows are saved, still inside the transaction. Django's post_save
# comes before the child rows. Sent with `key`, its primary key: the instance in memory may be a
# draft, of which only some columns were written.
entry_written = Signal()
