"""The buckets of a store that is new."""

import json

import boto3
import pytest
from django.core.management import call_command

from media.storage.environment import storages_for
from tests.media.storage.test_storage import S3
from tests.media.storage.test_storage import endpoint as endpoint

NAMES = ("new-public", "new-private")


@pytest.fixture
def s3(endpoint, settings, monkeypatch):
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(variable, "testing")
    buckets = dict(
        zip(("AWS_STORAGE_BUCKET_NAME", "AWS_PRIVATE_STORAGE_BUCKET_NAME"), NAMES, strict=True)
    )
    settings.STORAGES = settings.STORAGES | storages_for(
        S3 | buckets | {"AWS_S3_ENDPOINT_URL": endpoint}, "unused"
    )
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    yield client
    for name in NAMES:
        client.delete_bucket(Bucket=name)


def test_a_new_store_gets_a_bucket_for_all_and_one_for_nobody(s3, capsys):
    call_command("make_buckets")
    assert {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]} == set(NAMES)
    [rule] = json.loads(s3.get_bucket_policy(Bucket="new-public")["Policy"])["Statement"]
    assert (rule["Effect"], rule["Action"]) == ("Allow", ["s3:GetObject"])
    with pytest.raises(s3.exceptions.ClientError, match="NoSuchBucketPolicy"):
        s3.get_bucket_policy(Bucket="new-private")


def test_a_bucket_that_is_there_keeps_its_rules(s3, capsys):
    for name in NAMES:
        s3.create_bucket(Bucket=name)
    call_command("make_buckets")
    assert capsys.readouterr().out.count("is there already") == 2
    with pytest.raises(s3.exceptions.ClientError, match="NoSuchBucketPolicy"):
        s3.get_bucket_policy(Bucket="new-public")


def test_folders_need_no_buckets(capsys):

    call_command("make_buckets")
    assert "no buckets" in capsys.readouterr().out
