"""Imports a WordPress export into the archive; one package for each step of a post.

    export      WXR as a stream of records; a catalogue of what the whole file contains
    rendering   stored content (classic, blocks, shortcodes) as the HTML that WordPress would show
    counting    words, images, links of that HTML and of its blocks (`archive.markup`)
    profile     the words that identify an organisation's posts: replaceable data
    structure   the page type by a table of rules; fields found in the blocks: dates,
                correspondents, speakers, the turns of an interview
    files       the bytes of an attachment, from a folder or from a public address
    load        looks up pictures, links and terms; writes pages, redirects and the ledger

Only `load` uses the database. Packages import only those above them, and exchange the blocks of
`archive.markup`. Everything that is left out has a `Note` that says so.
"""
