"""The limits of a document, each of which is a setting.

* `settings`: the limits, with their defaults and descriptions.
* `document_size`: depth and width, counted before anything expensive looks at a document.
* `cost`: how many objects an operation may return, given the page sizes that it asks for;
  `price_walk` computes it, and has `priced`, which makes a field cost more.
* `meter`: how many objects it does return, counted while the answer is built.
* `deadline`: how long a request and each of its statements may take.
"""
