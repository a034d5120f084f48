"""An editor at the server: logged in with both factors, submitting forms like a browser."""

import secrets
import time
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from cms.door.sessions import BEGAN, SEEN
from tests.cms.settings.test_refusals import GOOD

from .load import ask


class Editor:
    """An editor with all permissions; the session's rows are written to the tests' database."""

    def __init__(self, port):
        self.port = port
        user = get_user_model().objects.create_superuser(f"editor-{secrets.token_hex(4)}")
        device = Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        now = time.time()
        shown = [{"method": "password", "at": now}, {"method": "mfa", "id": device.pk, "at": now}]
        with override_settings(SECRET_KEY=GOOD["SECRET_KEY"]):  # the key that signs sessions
            client = Client()
            client.force_login(user)
            session = client.session
            session.update({BEGAN: now, SEEN: now, "account_authentication_methods": shown})
            session["account_authentication_methods_user"] = str(user.pk)
            session.save()
        token = secrets.token_hex(16)
        self.headers = {
            "Accept": "text/html",
            "Cookie": f"sessionid={session.session_key}; csrftoken={token}",
            "X-CSRFToken": token,
            "Origin": "https://cms.example.org",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def form_of(self, page):
        """The contents of a page's form, rendered here, where no static files are needed."""
        client, name = Client(), f"reads-{secrets.token_hex(4)}"
        client.force_login(get_user_model().objects.create_superuser(name))
        form = querydict_from_html(client.get(address(page)).content.decode(), "page-edit-form")
        form.update(nested_form_data({"body": streamfield([])}))  # a script fills these in
        return form.dict()

    def publish(self, page, form):
        """Submit the form with *Publish*; returns status, headers and body."""
        body = urlencode(form | {"action-publish": "1"})
        return ask(self.port, "POST", address(page), body, self.headers)

    def upload(self, name, fields):
        """Submit a form with files to the view of this name; returns status, headers and body."""
        body, kind = encode_multipart(BOUNDARY, fields), {"Content-Type": MULTIPART_CONTENT}
        return ask(self.port, "POST", reverse(name), body, self.headers | kind)


def address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
