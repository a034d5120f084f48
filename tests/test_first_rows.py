"""After all tables were emptied, the first rows are those of before."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection

from .first_rows import AT_ONCE, put_back


def rows():
    return {model: list(model.objects.order_by("pk").values()) for model in AT_ONCE}


@pytest.mark.django_db
def test_what_is_gone_or_says_something_else_is_as_it_was():
    before, data = rows(), connection.creation.serialize_db_to_string()
    Permission.objects.filter(codename="change_letterpage").update(name="Something else")
    Permission.objects.filter(codename="delete_letterpage").delete()
    assert rows() != before
    put_back(connection.creation, data)
    assert rows() == before
