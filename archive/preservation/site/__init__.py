"""The public archive as a folder that any browser opens without a server.

It reads as a reader does: through the API, and for files through the gate that serves them, so that
nothing is included that is not public.

* `asked`: its queries to the API, and the answers.
* `files`: copies the images and files in the answers.
* `links`: relative links from one page to another.
* `writing`: writes the folder: HTML and JSON for each page, lists, digests.
"""
