"""The addresses of pictures that are made on their first request, for readers and previews."""

from django.urls import path

from . import views

urlpatterns = [
    path(
        "preview/<int:preview>/<int:until>/<int:image_id>/<str:spec>/<str:signature>",
        views.preview,
        name="media_preview",
    ),
    path(
        "<int:image_id>/<str:spec>/<str:signature>",
        views.rendition,
        name="media_rendition",
    ),
]
