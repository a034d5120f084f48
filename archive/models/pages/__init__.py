"""The page types of the archive, a module each, with their child rows.

* `entry`: what every document has; `letter`, `report`, `activity_report` and `film_event` are such.
* `section`: a series of the archive, which holds documents and narrower sections.
* `dated`, `lead_image`, `reference`, `fiscal_year`: the mixins that they are made of.
"""
