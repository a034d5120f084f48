"""The demo archive:

its content, its pictures, and the code that writes them into an empty database.
"""
