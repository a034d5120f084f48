"""What was copied in Word, Google Docs or LibreOffice as blocks of a body.

* `clipboard`: their HTML as the plainest HTML, its footnotes apart, and what cannot be kept. Pure.
* `lists`: the paragraphs that Word shows as lists as lists. Pure.
* `blocks`: that HTML as blocks, or as running text where no block can stand.
* `sentences`: what an editor is told of what was left out or changed.
* `views`: the door for the script in the editor, `archive/static/archive/pasting.js`.
"""
