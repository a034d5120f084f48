"""Turns what was copied in Word, Google Docs or LibreOffice into blocks of a body.

* `clipboard`: reduces their HTML to plain HTML, with footnotes apart, and lists what is lost. Pure.
* `lists`: turns the paragraphs that Word displays as lists into lists. Pure.
* `blocks`: turns that HTML into blocks, or into running text where no blocks are allowed.
* `sentences`: tells the editor what was left out or changed.
* `views`: the endpoint for the editor's script, `archive/static/archive/pasting.js`.
"""
