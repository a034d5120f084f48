import json
from http import HTTPStatus
from typing import Any

from botocore.exceptions import ClientError
from django.core.files.storage import storages
from django.core.management.base import BaseCommand
from storages.backends.s3 import S3Storage

from media.storage.backends import PRIVATE, PUBLIC


class Command(BaseCommand):
    help = (
        "Create the missing buckets of the settings: everybody can read the public one, and nobody "
        "the private one without keys."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        public, private = storages[PUBLIC.alias], storages[PRIVATE.alias]
        if not isinstance(public, S3Storage):
            self.stdout.write("Files lie in folders: there are no buckets to make.")
            return
        self._make(private)
        if self._make(public):
            policy = json.dumps(everybody_reads(public.bucket_name))
            _client(public).put_bucket_policy(Bucket=public.bucket_name, Policy=policy)

    def _make(self, storage: S3Storage) -> bool:
        """Whether the bucket was missing: an existing one keeps its policy."""
        client, name = _client(storage), storage.bucket_name
        if _is_there(client, name):
            self.stdout.write(f"{name} is there already.")
            return False
        place = {}
        # this region must not be named
        if storage.region_name and storage.region_name != "us-east-1":
            place = {"CreateBucketConfiguration": {"LocationConstraint": storage.region_name}}
        client.create_bucket(Bucket=name, **place)
        self.stdout.write(f"{name} is made.")
        return True


def _is_there(client: Any, name: str) -> bool:
    """Checked first: in us-east-1, creating an existing own bucket succeeds."""
    try:
        client.head_bucket(Bucket=name)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != HTTPStatus.NOT_FOUND:
            raise
        return False
    return True


def everybody_reads(bucket: str) -> dict[str, Any]:
    """The policy with which anybody can fetch files by name, but not list them."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": ["*"]},
                "Action": ["s3:GetObject"],
                "Resource": [f"arn:aws:s3:::{bucket}/*"],
            }
        ],
    }


def _client(storage: S3Storage) -> Any:
    return storage.connection.meta.client
