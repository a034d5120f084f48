"""The documents of an archive: what they are, how editors work on them, and how readers get them.

What they are:

* `models`, `blocks`: page types and terms; what a body is composed of.
* `dates`, `derived`, `markup`: pure: dates, what is worked out of words, the HTML of others.
* `terms`, `videos`: what documents are found by; videos on other sites.
* `safeguards`: what is checked before anything goes live.
* `record`: which of this is a subject of the public record. `checks`: the rules of the house.

How editors work on them:

* `editor`: a document's form. `choosing`, `pasting`: what is typed or pasted there.
* `date_fields`: days and times as people type them, wherever the admin asks for one.
* `checklist`, `lacking`, `reports`: what a document lacks, and all of them.
* `listings`, `bulk`, `merging`: lists, one change to many pages, terms merged into one.
* `corrections`, `translating`: what readers are told of a change; pages in other languages.
* `confirming`: a button does what was shown above it. `formulas`: no cell of a table runs.

How readers get them, and how they come and go:

* `graphql`: their types in the API. `search`, `bitmaps`: found and counted quickly.
* `pictures`, `external_links`: which pictures they show; whether links to other sites still work.
* `wordpress`, `imports`: takes an old site over; what came of it.
* `preservation`: backups, and the public archive as files.
"""
