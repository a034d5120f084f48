"""Takes an export of WordPress over into the archive: the way of a post, room by room.

    export      WXR as a stream of records; what the whole file says about itself, in a catalogue
    rendering   stored content (classic, blocks, shortcodes) as the HTML that WordPress would show
    counting    words, images, links of that HTML and of its blocks (`archive.markup`)
    profile     the words by which an organisation's posts are told: data that another replaces
    structure   the type of page by a table of rules; what of the blocks is a field: dates,
                correspondents, speakers, the turns of an interview
    files       the bytes of an attachment, from a folder or from a public address
    load        pictures, links and terms looked up; pages, redirects and the ledger written

Only `load` knows the database, and only downwards: what one room hands to the next are the blocks
of `archive.markup`. A loss is a `Note` that says so; nothing is left out without one.
"""
