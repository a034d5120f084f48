"""Webhooks in the admin, and the log of what was delivered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from standardwebhooks import Webhook

from cms.reach import Reach
from cms.record.webhooks.delivery import deliver_due
from cms.record.webhooks.models import Delivery, Endpoint
from tests.archive.wordpress.files.servers import located

pytestmark = pytest.mark.django_db
FORM = {"address": "https://build.example.org/hook", "kinds": ["PUBLISHED", "WITHDRAWN"]}


@pytest.fixture
def public(monkeypatch):
    monkeypatch.setattr(
        "cms.record.webhooks.forms.reach", lambda: Reach(resolve=located("8.8.8.8"))
    )


def test_the_secret_is_shown_once(admin_client, admin_user, public):
    answer = admin_client.post("/admin/webhooks/new/", {**FORM, "is_on": "on"})
    endpoint = Endpoint.objects.get()
    assert endpoint.secrets()[0] in answer.text
    assert endpoint.secrets()[0].startswith("whsec_")
    assert (endpoint.kinds, endpoint.created_by) == (FORM["kinds"], admin_user)
    for address in ("", f"edit/{endpoint.pk}/", f"history/{endpoint.pk}/"):
        page = admin_client.get(f"/admin/webhooks/{address}")
        assert page.status_code == 200
        assert endpoint.secrets()[0] not in page.text
        assert endpoint.salt not in page.text


def test_a_new_secret_takes_the_place_of_the_old_one_within_a_day(
    admin_client, endpoint, receiver, record, clock
):
    old, page = endpoint.secrets()[0], f"/admin/webhooks/new-secret/{endpoint.pk}/"
    assert page in admin_client.get(f"/admin/webhooks/edit/{endpoint.pk}/").text
    assert admin_client.get(page).status_code == 200
    assert Endpoint.objects.get().secrets() == [old]
    answer = admin_client.post(page)
    new = Endpoint.objects.get().secrets()[0]
    assert new in answer.text
    record(1)
    deliver_due()
    clock(timezone.now() + timedelta(days=1))
    record(2)
    deliver_due()
    (both, first), (alone, second) = receiver.told
    for secret in (new, old):
        assert Webhook(secret).verify(first, both)
    assert len(alone["webhook-signature"].split()) == 1
    assert alone["webhook-signature"] in _signed(new, second, alone)
    assert alone["webhook-signature"] not in _signed(old, second, alone)


def _signed(secret, body, headers):
    instant = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    return Webhook(secret).sign(headers["webhook-id"], instant, body.decode())


def test_who_may_not_change_a_webhook_makes_no_secret(client, django_user_model, endpoint):
    user = django_user_model.objects.create_user("reader", password="reader")
    names = ["access_admin", "view_endpoint", "add_endpoint"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    assert client.post(f"/admin/webhooks/new-secret/{endpoint.pk}/").status_code == 302
    assert Endpoint.objects.get().salt == endpoint.salt


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://build.example.org/hook", "begins with https://"),
        ("https://127.0.0.1/hook", "not on the public web"),
        ("https://[::ffff:10.0.0.1]/hook", "not on the public web"),
        ("https://user:word@build.example.org/", "not an address that can be asked"),
    ],
)
def test_an_address_that_nothing_is_sent_to_is_refused(admin_client, address, sentence):
    answer = admin_client.post("/admin/webhooks/new/", {**FORM, "address": address})
    assert sentence in answer.text
    assert not Endpoint.objects.exists()


def test_a_webhook_of_no_kind_is_refused(admin_client, public):
    answer = admin_client.post("/admin/webhooks/new/", {**FORM, "kinds": []})
    assert "This field is required" in answer.text


def test_switched_on_again_it_is_told_of_what_it_missed(admin_client, endpoint, receiver, record):
    receiver.answer = 410
    record(1)
    deliver_due()
    record(1)
    receiver.answer = 200
    form = {"address": receiver.address, "kinds": ["UPDATED"], "is_on": "on"}
    assert admin_client.post(f"/admin/webhooks/edit/{endpoint.pk}/", form).status_code == 302
    assert deliver_due() == 2
    assert receiver.numbers == [1, 1, 2]


def test_a_form_puts_nothing_back_that_was_told_meanwhile(
    admin_client, endpoint, receiver, record, monkeypatch
):
    def deliver_meanwhile(form):
        deliver_due()
        return form.cleaned_data["address"]

    monkeypatch.setattr("cms.record.webhooks.forms.EndpointForm.clean_address", deliver_meanwhile)
    Endpoint.objects.update(failing_since=timezone.now())
    record(1)
    form = {"address": receiver.address, "kinds": ["UPDATED"], "is_on": "on"}
    admin_client.post(f"/admin/webhooks/edit/{endpoint.pk}/", form)
    stored = Endpoint.objects.get()
    assert (stored.number, stored.kinds, stored.failing_since) == (1, ["UPDATED"], None)
    record(2)
    assert deliver_due() == 1
    assert receiver.numbers == [1, 2]


def test_a_delivery_shows_what_was_answered_and_can_be_sent_again(
    admin_client, endpoint, receiver, record
):
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<script>taken</script>")

    receiver.answer = answer
    record(1)
    deliver_due()
    assert "Updated, Letter /letters/1/" in admin_client.get("/admin/webhook-deliveries/").text
    page = f"/admin/webhook-deliveries/{Delivery.objects.get().pk}/"
    assert "&lt;script&gt;taken" in admin_client.get(page).text
    assert admin_client.post(page).status_code == 302
    assert Delivery.objects.get().state == "WAITING"
    assert deliver_due() == 1
    assert receiver.numbers == [1, 1]
    assert receiver.told[0][0]["webhook-id"] == receiver.told[1][0]["webhook-id"]


@pytest.mark.parametrize("codename", ["view_delivery", None])
def test_who_may_not_change_deliveries_sends_none_again(
    client, django_user_model, endpoint, record, codename
):
    user = django_user_model.objects.create_user("reader", password="reader")
    names = ["access_admin", codename] if codename else ["access_admin"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    record(1)
    deliver_due()
    page = f"/admin/webhook-deliveries/{Delivery.objects.get().pk}/"
    assert (client.get(page).status_code == 200) == bool(codename)
    client.post(page)
    assert Delivery.objects.get().state == "DELIVERED"
    assert client.get("/admin/webhooks/").status_code == 302
