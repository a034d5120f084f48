"""Finds what a post refers to: pages, images, documents and lists.

* `resolver`: replaces the references in a body.
* `targets`: the `target` of an address or an ID of the old site.
* `previous`: the same for items of earlier runs that the present file does not contain.
"""
