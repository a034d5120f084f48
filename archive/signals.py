"""Signals about documents."""

from django.dispatch import Signal

# A document and all its child rows are saved, still inside the transaction. Django's post_save
# comes before the child rows. Sent with `key`, its primary key: the instance in memory may be a
# draft, of which only some columns were written.
entry_written = Signal()

# The latest revision of a document was made of an instance, still inside that transaction. Sent
# with `draft`, the instance: it says what the revision says.
draft_written = Signal()
