"""The originals of deleted or replaced pictures and documents.

They are kept in place (`media.storage.removed`), whoever deleted or replaced the file, in any way.

* `destroying`: the only way to delete one, and when it is refused.
* `views`, `viewset`: the report for those who may download and destroy them.
* `checks`: the setting of how many days they are kept.
"""
