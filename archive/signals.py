"""What the archive tells others of its documents."""

from django.dispatch import Signal

# A document and all its child rows are in the database; still inside the transaction that wrote
# them. Django's post_save comes before the child rows. Sent with `key`, its primary key: what the
# instance in memory holds may be a draft, of which only some columns were written.
entry_written = Signal()
