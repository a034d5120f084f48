"""What becomes of originals that no picture or document names any more.

They are kept where they lie (`media.storage.removed`), whoever deleted or replaced what, and how.

* `destroying`: the only way to delete one, and when it is refused.
* `views`, `viewset`: the report in which those who may download and destroy them do so.
* `checks`: how long they are kept is a number of days.
"""
