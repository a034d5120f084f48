"""The addresses of the benchmarks, and grapple's own view with its schema."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from graphene_django.views import GraphQLView
from grapple.schema import schema

from tests.benchmarks.urls import urlpatterns as others

# As in grapple's urls.py, except for the schema: the setting names the project's.
view = csrf_exempt(GraphQLView.as_view(schema=schema))
urlpatterns = [path("benchmark/grapple", view), *others]
