"""The project's own addresses, and those of the other contestants."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from graphene_django.views import GraphQLView

from cms.graphql.context import Context
from cms.schema import schema
from cms.urls import urlpatterns as own

from . import handwritten, handwritten_fixed


class StockView(GraphQLView):
    """Graphene-Django's view; only what our resolvers need is added."""

    def get_context(self, request: HttpRequest) -> Context:
        return Context(request)


# Made from the schema's own, so that the declarations are the same.
stock = StockView.as_view(schema=schema)
stock.csrf_exempt = True


def ok(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"ok")


urlpatterns = [
    path("benchmark/stock", stock),
    path("benchmark/cards", handwritten.cards),
    path("benchmark/fixed", handwritten_fixed.cards),
    path("benchmark/bodies", handwritten.bodies),
    path("benchmark/page", handwritten.page),
    path("benchmark/ok", ok),
    *own,
]
