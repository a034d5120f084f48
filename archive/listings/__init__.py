"""Lists of documents in the admin: the contents of a section, searched, filtered and exported.

`columns` adds code, date and categories to Wagtail's columns, `filters` narrows the list,
`spreadsheets` exports the filtered list as CSV and XLSX, and `views` combines them.
"""
