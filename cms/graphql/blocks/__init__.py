"""The blocks of a body in GraphQL, and rich text.

* `body`: `BlockType` for the class of a block, and the field that holds a stream.
* `values`: what is stored of a block as rows, by the block's definition.
* `richtext`: HTML, text and Portable Text of what editors wrote.
"""
