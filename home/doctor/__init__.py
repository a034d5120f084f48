"""Examines a running installation: finds what is wrong, and says how to fix it.

Each check is a function without arguments that yields its faults; `CHECKS` lists them all. There is
a module for each area. `manage.py doctor` runs them.
"""
