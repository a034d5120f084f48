"""Pictures and documents as files: sealed originals, and the clean copies that readers get.

Knows Wagtail and `cms.visibility`; only `graphql` speaks GraphQL.

* `models`: `CustomImage`, `PublicRendition` and `CustomDocument`; whoever saves one cleans it.
* `placement`: takes back what is no longer public, and does what was left undone.
* `cleaning`: bytes in, bytes without what they tell about their making out.
* `storage`: where files lie, which have an address, and how an original is sealed.
* `renditions`: which sizes readers may ask for, and the signed address that makes one.
* `making`: whose turn it is to make one, and each client's share; `ahead`: those of new pictures.
* `previewed`: the addresses of what only the preview of a draft shows.
* `graphql`: `Image`, `Rendition`, `CaptionedImage` and `Document`, and their loading in batches.
* `leftovers`: deletes the files of a writer that was killed.
* `admin_api`: what Wagtail's admin API shows an account of them.
* `review`: who says whether people are in one, in a queue or of a whole collection.
* `names`: clears the own names of files for readers.
* `obscuring`: faces filled in the pixels that readers get.
* `originals`: those that no picture or document names any more, and who may destroy them.
* `duplicates`: says at an upload that the same file is there.
* `listing`: what is done with all in a listing is done with those that its filters list.
* `many_files`: the upload of many at once.
* `in_use`, `deleting`: what something uses is not deleted, and the admin says where it is used.
"""
