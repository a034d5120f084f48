"""Which pages and files readers may see: the one gate, asked by everything that loads one of them.

Knows Wagtail and `cms.sql`; no GraphQL, and no word of the archive.

* `gate`: `visible_pages`, `linkable_pages`, `files_for_readers`. Nothing else decides.
* `files`: the gate's answer for one image or document, for the views that serve it.
* `snapshot`: what is closed at one instant, on the site that a request is for.
* `closed`: the tree paths that hide everything below them, those of aliases included.
* `holds`: what else keeps pages and files from readers, as other apps register it.
* `public_types`: the page models that can be public, registered by whoever shows them.
* `uses`: which pages, menus and settings show an image or a file.
* `aliases`: hides the aliases of a deleted page; keeps the restrictions of a converted one.
* `refusals`: turns the refusal of an act in the admin into a message.
* `one_view`: lets several statements see the database as it is at the first of them.
* `paths`: from a page to its address on the public frontend, and back.
* `slugs`: `AddressedPage`, whose slug hides no language and no list; `reserve` reserves more.
* `redirects`: the form that refuses circles, and the forms in which an old path may be stored.
* `models`: `Frontend`, the address of a site's public frontend.
* `admin_api`: the pages that Wagtail's admin API shows to an account.
"""
