"""What is looked at before anything goes live, whatever way, so that nobody is harmed by it.

A rule is a class in a module of `rules`: what it looks at, what it says, and whether it blocks or
asks for a typed reason. Adding one touches no other file. Settings may make a rule stricter, never
looser than it is:

    SAFEGUARDS = {"contact_data": "block"}

* `rule`: what a rule is, and all that there are. `rules`: one in a module.
* `references`: the people, pictures and files that a page refers to, and where.
* `passages`: every text that goes out with a page, wherever it stands; `file_text`: that of a file.
* `clearance`: what the rules find in a draft, which of it is answered, and what refuses the rest.
* `page`, `form`: a page that no way of publishing gets past it, and the form that says so.
* `models`: the reasons that were typed (`Answer`), and what each publication was cleared by
  (`Clearance`).
* `clearing`: tells the public record and keeps the clearance once a page is published.
* `people`: who is spoken of, and who they are, sealed. `consent`: what they allowed.
* `standing`: whether what is public would still be cleared, asked again by the clock.
* `embargo`: what readers must not see yet.
* `views`: the clearance of a page on one screen. `checks`: of the setting, and of page types.
* `names`: pure: many names in a text, in any spelling. `naming`: looks for the sealed ones.

It knows pages, media and the record. Page types and the admin reach it, nobody else.
"""
