"""Two editors, and the record of their actions."""

import pytest
from django.test import Client

from tests.cms.record.conftest import changes as changes
from tests.cms.record.conftest import letter as letter


@pytest.fixture
def editors(django_user_model):
    """Two browsers of two people."""
    browsers = [Client(), Client()]
    for name, browser in zip(("kim", "lee"), browsers, strict=True):
        browser.force_login(django_user_model.objects.create_superuser(name, first_name=name))
    return browsers
