"""Where files lie: pictures for readers in one storage with addresses, all else in one without.

Django's default storage is the private one, so a file that nobody decided about (an upload that
waits for its title, an editor's profile picture) has no public address either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, storages
from django.utils.deconstruct import deconstructible


@deconstructible
class NamedStorage:
    """The storage that the settings give a name, looked up at each use.

    So migrations and background tasks hold the name alone, no folder, bucket or key of a machine.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def __getattr__(self, name: str) -> Any:
        if name == "alias" or name.startswith("__"):  # while it is being copied or unpickled
            raise AttributeError(name)
        return getattr(storages[self.alias], name)


# Any, because the type of a storage is what it looks up.
PUBLIC: Any = NamedStorage("public")
PRIVATE: Any = NamedStorage("private")


def address_of(name: str) -> str:
    """Where readers get a public file: an address, or the path of one on this server."""
    return _address_in(storages[PUBLIC.alias], name)


@lru_cache(maxsize=4_096)
def _address_in(storage: Any, name: str) -> str:
    return storage.url(name)


class WithoutAddress:
    """A storage whose files are reached through views that ask who is there, never directly."""

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> NoReturn:
        # Wagtail's view for documents expects this error of a storage that has no addresses.
        raise NotImplementedError("This file is private and has no address.")


class PrivateFileSystemStorage(WithoutAddress, FileSystemStorage):
    """A folder that no web server serves."""


def storages_for(environment: Mapping[str, str], private_folder: Path) -> dict[str, dict[str, Any]]:
    """Read from the environment where uploads go; refuse, saying why, what is incomplete."""
    if refusals := list(storage_refusals(environment)):
        raise ImproperlyConfigured("\n".join(refusals))
    if environment.get("MEDIA_STORAGE", "local") == "local":
        public: dict[str, Any] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
        private: dict[str, Any] = {
            "BACKEND": "media.storage.PrivateFileSystemStorage",
            "OPTIONS": {"location": str(private_folder)},
        }
    else:
        public, private = on_s3(environment)
    # One dictionary under two names: whoever changes the private storage changes the default.
    return {"default": private, "private": private, "public": public}


def storage_refusals(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield one sentence for each value of the environment that is missing or unsafe."""
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
    """Two buckets; keys come from where boto3 looks for them, the environment among others."""
    shared = {
        option: environment[variable]
        for option, variable in {
            "endpoint_url": "AWS_S3_ENDPOINT_URL",
            "region_name": "AWS_S3_REGION_NAME",
            "addressing_style": "AWS_S3_ADDRESSING_STYLE",
        }.items()
        if environment.get(variable)
    } | {"file_overwrite": False}
    public = shared | {
        "bucket_name": environment["AWS_STORAGE_BUCKET_NAME"],
        "custom_domain": environment.get("AWS_S3_CUSTOM_DOMAIN") or None,
        "querystring_auth": False,
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
    }
    private = shared | {"bucket_name": environment["AWS_PRIVATE_STORAGE_BUCKET_NAME"]}
    return (
        {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": public},
        {"BACKEND": "media.s3.PrivateS3Storage", "OPTIONS": private},
    )
