"""The public archive as a folder that any browser opens without a server.

It is a reader like any other: it asks the API, and of files the gate that serves them, so that
nothing comes along that is not public.

* `asked`: what it asks the API, and the answers.
* `files`: pictures and files of the answers, copied.
* `links`: addresses of one page as they are seen from another.
* `writing`: the folder: HTML and JSON for each page, lists, digests.
"""
