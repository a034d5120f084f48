"""What the archive holds, what its documents lack, what is due, and which files nobody needs.

Of what an account may work on, drafts included.

* `base`: who opens them, of what they tell, and the lines of the menu.
* `holdings`: documents by type, year and section. `gaps`: documents that lack something.
* `links`: pages whose links lead to what readers do not find. `due`: what the clock will do.
* `dead_links`: addresses on other sites that are dead, and where they stand.
* `not_cleared`: what went live and would not today.
* `embargoes`: what readers must not see yet, and what of that is due.
* `redirects`: which lead readers on, and which nobody ever used.
* `files`: pictures and files that nothing uses, and those that are there twice.
"""
