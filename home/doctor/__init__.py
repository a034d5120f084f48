"""Looks at a running installation: what is wrong there, and how it is mended.

Each check is a function without arguments that yields its faults; `CHECKS` names them all. A module
for each place that is looked at. `manage.py doctor` runs them.
"""
