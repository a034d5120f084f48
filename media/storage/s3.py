"""The private bucket; apart, because boto3 takes long to load and local storage needs none."""

from __future__ import annotations

from storages.backends.s3 import S3Storage

from .backends import WithoutAddress


class PrivateS3Storage(WithoutAddress, S3Storage):
    """A bucket whose files get no address, not even a signed one."""
