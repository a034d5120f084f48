"""Reads from the environment where files are stored: in folders, or in two buckets of S3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# We give up on a storage before a proxy in front gives up on us.
PATIENCE = {"connect_timeout": 3, "read_timeout": 10, "retries": {"total_max_attempts": 2}}


def max_age(environment: Mapping[str, str]) -> int:
    """For how many seconds caches may keep a file before they check it again."""
    return int(environment.get("FILE_MAX_AGE", "3600"))


def kept_for(environment: Mapping[str, str]) -> int:
    """The minimum number of days for which a removed original is kept."""
    return int(environment.get("ORIGINALS_KEPT_FOR", "30"))


def is_number_of_days(value: Any) -> bool:
    return type(value) is int and 1 <= value <= 36_500


def cache_control(seconds: int) -> str:
    return f"public, max-age={seconds}, must-revalidate"


def storages_for(environment: Mapping[str, str], private_folder: Path) -> dict[str, dict[str, Any]]:
    """The storages for uploads, from the environment; raises, saying why, if it is incomplete."""
    if refusals := list(storage_refusals(environment)):
        raise ImproperlyConfigured("\n".join(refusals))
    if environment.get("MEDIA_STORAGE", "local") == "local":
        public: dict[str, Any] = {"BACKEND": "media.storage.backends.WholeFileSystemStorage"}
        private: dict[str, Any] = {
            "BACKEND": "media.storage.backends.PrivateFileSystemStorage",
            "OPTIONS": {"location": str(private_folder)},
        }
    else:
        public, private = on_s3(environment)
    # One dictionary under two aliases: a change of the private storage changes the default.
    return {"default": private, "private": private, "public": public}


def storage_refusals(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield one sentence for each value of the environment that is missing or unsafe."""
    if not environment.get("FILE_MAX_AGE", "0").isdecimal():
        yield "FILE_MAX_AGE is no number: it is how many seconds others may keep a file."
    days = environment.get("ORIGINALS_KEPT_FOR", "30")
    if not days.isdecimal() or not is_number_of_days(int(days)):
        yield f"ORIGINALS_KEPT_FOR is {days!r}: it is a number of days, from 1 to 36500."
    kind = environment.get("MEDIA_STORAGE", "local")
    if kind not in ("local", "s3"):
        yield f"MEDIA_STORAGE is {kind!r}: it is either local or s3."
    if kind != "s3":
        return
    public = environment.get("AWS_STORAGE_BUCKET_NAME")
    private = environment.get("AWS_PRIVATE_STORAGE_BUCKET_NAME")
    if not public:
        yield "AWS_STORAGE_BUCKET_NAME is missing: name the bucket for pictures that readers see."
    if not private:
        yield "AWS_PRIVATE_STORAGE_BUCKET_NAME is missing: name a bucket that nobody else can read."
    if public and public == private:
        yield "AWS_PRIVATE_STORAGE_BUCKET_NAME is unsafe: it must not be the public bucket."


def on_s3(environment: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two storages in buckets; boto3 looks for its keys itself, in the environment too."""
    from boto3.s3.transfer import TransferConfig
    from botocore.config import Config

    shared: dict[str, Any] = {
        option: environment[variable]
        for option, variable in {
            "endpoint_url": "AWS_S3_ENDPOINT_URL",
            "region_name": "AWS_S3_REGION_NAME",
            "addressing_style": "AWS_S3_ADDRESSING_STYLE",
        }.items()
        if environment.get(variable)
    }
    shared |= {
        "file_overwrite": False,
        "client_config": Config(**PATIENCE),
        "transfer_config": TransferConfig(num_download_attempts=2),
    }
    public = shared | {
        "bucket_name": environment["AWS_STORAGE_BUCKET_NAME"],
        "custom_domain": environment.get("AWS_S3_CUSTOM_DOMAIN") or None,
        "querystring_auth": False,
        "object_parameters": {"CacheControl": cache_control(max_age(environment))},
    }
    private = shared | {"bucket_name": environment["AWS_PRIVATE_STORAGE_BUCKET_NAME"]}
    return (
        {"BACKEND": "media.storage.s3.ImpatientS3Storage", "OPTIONS": public},
        {"BACKEND": "media.storage.s3.PrivateS3Storage", "OPTIONS": private},
    )
