"""Safeguards: checks that run before anything goes live, in whatever way, so that nobody is harmed.

A rule is a class in a module of `rules`. It says what it checks and what its messages are, and
whether it blocks or asks for a typed reason. Adding a rule touches no other file. Settings can make
a rule stricter than its own level, never looser:

    SAFEGUARDS = {"contact_data": "block"}

* `rule`: the base class of rules, and the list of them. `rules`: one rule per module.
* `references`: the people, pictures and files that a page refers to, and where.
* `passages`: every text that is published with a page. `file_text`: the text of a file.
* `clearance`: what the rules find in a draft, which findings have a reason, which ones refuse it.
* `page`, `form`: a page model that cannot be published without clearance, and its form.
* `models`: the typed reasons (`Answer`), and what each publication was cleared by (`Clearance`).
* `clearing`: stores the clearance and tells the public record when a page is published.
* `people`: the people in documents, and their sealed identities. `consent`: what they allowed.
* `standing`: asked by the clock whether what is public would still be cleared.
* `embargo`: what readers must not see yet.
* `views`: the clearance of a page on one screen. `checks`: of the setting, and of page types.
* `names`: pure: finds many names in a text, in any spelling. `naming`: searches the sealed ones.

It imports pages, media and the record. Only page types and the admin import it.
"""
