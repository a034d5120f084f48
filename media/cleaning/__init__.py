"""Files without what they tell about who made them, where and when: bytes in, bytes out.

Knows no database and no Django. Each cleaner raises `Refused`, with a sentence for the editor.

* `apart`: runs one of them in a process of its own, with limits.
* `documents`: which kinds of documents are taken, and what is known of a clean one.
* `pictures`: decodes a picture and encodes it anew, after a look at its size.
* `jpeg`: what one costs to decode; `colours`: of pictures, as all screens take them.
* `pdf`: writes a PDF anew from what may stay, or as pictures of its pages.
* `pdf_text`: how many pages a clean document has, and what words beside them.
* `sound`: recordings without tags.
* `office`: Word files and spreadsheets written anew.
* `text`: text and CSV, which have nothing to clean but may be something else.
* `refused`: what all of them raise, and what none of them takes.
"""
