"""Login and management of second factors, below the admin's own address."""

from allauth.account.views import reauthenticate
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import LogoutView, PasswordResetView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .views import AccountView, LoginView, PasswordResetConfirmView, localized

to_login = RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True)
# Replacements of Wagtail's views have no name; the other names are those that django-allauth uses.
urlpatterns = decorate_urlpatterns(
    [
        path("login/", LoginView.as_view()),
        path("account/", require_admin_access(AccountView.as_view())),
        path("password_reset/", PasswordResetView.as_view()),
        path("password_reset/confirm/<uidb64>/<token>/", PasswordResetConfirmView.as_view()),
        path("two-factor/login/", to_login, name="account_login"),
        path("two-factor/logout/", LogoutView.as_view(), name="account_logout"),
        path("two-factor/", include("allauth.mfa.urls")),
        path("two-factor/password/", reauthenticate, name="account_reauthenticate"),
    ],
    localized,
)
