"""The blocks of a body in GraphQL, and rich text.

* `body`: `BlockType` for the class of a block, and the field that holds a body.
* `richtext`: HTML, text and Portable Text of what editors wrote.
"""
