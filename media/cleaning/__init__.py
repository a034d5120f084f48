"""Removes from files what they tell about who made them, where and when: bytes in, bytes out.

It knows neither the database nor Django. Each cleaner raises `Refused`, with a message for the
editor.

* `apart`: runs a cleaner in a separate process with limits.
* `documents`: which kinds of files are accepted, and what is known of a clean one.
* `pictures`: checks a picture's size, decodes it and encodes it again.
* `jpeg`: the cost of decoding one. `colours`: converts pictures to sRGB.
* `pdf`: rewrites a PDF from a list of what may stay, or as pictures of its pages.
* `pdf_text`: the number of pages of a clean file, and the words in it outside of pages.
* `sound`: recordings without tags.
* `office`: rewrites Word files and spreadsheets.
* `text`: text and CSV, which need no cleaning but may be something else.
* `refused`: the exception, and formats that no cleaner accepts.
"""
