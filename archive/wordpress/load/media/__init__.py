"""Attachments of the old site as images and documents."""
