"""Who may see what: the one gate, asked by everything that loads a page or a file.

Knows Wagtail and `cms.sql`; no GraphQL, and no word of the archive.

* `gate`: `visible_pages`, `linkable_pages`, `files_for_readers`. Nothing else decides.
* `files`: what the gate says of an image or a document, for a view of its own.
* `snapshot`: what is closed at one instant, on the site that a request asks.
* `closed`: the tree paths that hide all below them, those of aliases among them.
* `holds`: what else keeps pages and files from readers, as other apps say.
* `public_types`: the page models that can be public; whoever shows one announces it.
* `aliases`: those of a page that is deleted are hidden; one that is converted stays restricted.
* `refusals`: what refuses an act of the admin is said in a sentence.
* `one_view`: lets several statements see the database as it is at the first of them.
* `paths`: from a page to its address on the public frontend, and back.
* `slugs`: `AddressedPage`, whose slug hides no language and no list; `reserve` keeps more free.
* `redirects`: the form that refuses circles, and the ways in which an old path may be stored.
* `models`: `Frontend`, where the readers of a site are.
* `admin_api`: the pages that Wagtail's admin API shows an account.
"""
