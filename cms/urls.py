"""Maps addresses to apps."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from archive.graphql.feeds import corrections, feed
from cms.front import to_frontend, welcome
from cms.graphql.endpoint.view import graphql
from cms.health import healthz, readyz
from cms.previews.views import token, userbar
from cms.syndication.robots import robots
from cms.syndication.sitemap import sitemap_file, sitemap_index
from home.desk.script_words import script_words
from media import urls as media_urls
from media.passwords import collection_password
from media.views import document, preview_document, public_file

handler500 = "cms.outages.views.failed"
urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("admin/", include("cms.door.urls")),  # before Wagtail's login
    path("admin/jsi18n/", script_words),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<path:document_filename>", document),
    path(
        "documents/preview/<int:preview>/<int:until>/<int:document_id>/<str:signature>/"
        "<path:document_filename>",
        preview_document,
        name="media_preview_document",
    ),
    path("documents/authenticate_with_password/<int:restriction_id>/", collection_password),
    path("documents/", include(wagtaildocs_urls)),
    path("images/", include(media_urls)),
    path("media/<path:path>", public_file),
    path("graphql/", graphql, name="graphql"),
    path("graphql", graphql),  # a redirect would lose the body of a POST
    path("graphql/preview/", token),
    path("graphql/preview/userbar/", userbar),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap_index),
    path("sitemap-<int:number>.xml", sitemap_file),
    re_path(r"^feeds(?P<path>/(?:.*/)?)feed\.xml$", feed),
    re_path(r"^feeds(?P<path>/(?:.*/)?)corrections\.xml$", corrections),
    path("", welcome),
]
# Last, as it matches every other path; Wagtail uses its name for links to the public page, whose
# path is empty for a front page.
urlpatterns += i18n_patterns(
    re_path("^(.*)$", to_frontend, name="wagtail_serve"), prefix_default_language=False
)
