"""The addresses of pictures that are made on their first request."""

from django.urls import path

from . import views

urlpatterns = [
    path(
        "<int:image_id>/<str:spec>/<str:signature>",
        views.rendition,
        name="media_rendition",
    ),
]
