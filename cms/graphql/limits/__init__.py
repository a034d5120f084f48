"""What a document may cost, each limit a setting.

* `settings`: the limits with their defaults and sentences.
* `document_size`: depth and width, counted before anything expensive looks at a document.
* `cost`: how many objects an operation can give, from the page sizes that it asks for; `price_walk`
  finds it out, and has `priced`, by which a field says that it is dear.
* `meter`: how many it gives, counted while the answer is made.
* `deadline`: the time that a request and each of its statements may take.
"""
