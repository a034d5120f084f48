"""Lists of documents in the admin: what a section holds, found, filtered and handed on.

`columns` shows code, date and categories beside Wagtail's own columns, `filters` narrows the list,
`spreadsheets` writes what is filtered as CSV and XLSX, `views` puts them together for sections.
"""
