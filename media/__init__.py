"""Pictures and documents as files: sealed originals, and the clean copies that readers get.

It imports Wagtail and `cms.visibility`; only `graphql` uses GraphQL.

* `models`: `CustomImage`, `PublicRendition` and `CustomDocument`; saving one cleans it.
* `placement`: removes what is no longer public, and finishes interrupted work.
* `cleaning`: removes from bytes what they tell about their making.
* `storage`: where files are, which have an address, and how an original is sealed.
* `renditions`: which sizes readers may request, and the signed address that makes one.
* `making`: makes sizes one at a time, with a share for each client. `ahead`: those of new pictures.
* `previewed`: the addresses of files that only the preview of a draft shows.
* `graphql`: `Image`, `Rendition`, `CaptionedImage` and `Document`, and their loading in batches.
* `leftovers`: deletes the files of a killed process.
* `admin_api`: pictures and documents in Wagtail's admin API.
* `review`: who says whether people are in one, one by one or for a whole collection.
* `names`: approves the names of files for readers.
* `obscuring`: fills faces in the pixels that readers get.
* `originals`: those of deleted or replaced files, and who may destroy them.
* `duplicates`: says at an upload that the same file exists.
* `listing`: bulk actions on a whole list apply to what its filters show.
* `many_files`: the upload of many files at once.
* `in_use`, `deleting`: what is in use cannot be deleted, and the admin shows its uses.
"""
