"""The page types of the archive, one module each, with their child rows.

* `entry`: what every document has; `letter`, `report`, `activity_report`, `film_event` extend it.
* `section`: a series of the archive, which contains documents and narrower sections.
* `dated`, `lead_image`, `reference`, `fiscal_year`: the mixins of these types.
"""
