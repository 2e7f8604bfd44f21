"""The API's addresses, each behind the door; its description, its guide, and an answer to everything else."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path
from ninja.operation import PathView

from virkning.rooms.access.requirements import Requirement

from . import guide
from .assembly import api
from .door import Bearer, Route, door


def _patterns() -> Iterator[URLPattern]:
    for router in api._get_bound_routers():
        for address, view in router.path_operations.items():
            # django-ninja would make one pattern an operation, with a name of its own for each.
            yield path(
                address.replace("{", "<").replace("}", ">").lstrip("/"), _behind(view), name=view.url_name
            )


def _behind(view: PathView) -> Any:
    requirements: dict[str, Requirement] = {}
    asked: dict[str, frozenset[str]] = {}
    for operation in view.operations:
        bearer = next(iter(operation.auth_callbacks), None)
        if not isinstance(bearer, Bearer):
            raise TypeError(f"{operation.path} stands open: give it auth=Bearer(…).")
        names = [
            name
            for model in operation.models
            if model.__ninja_param_source__ == "query"
            for name in model.__ninja_flatten_map__
        ]
        for method in operation.methods:
            requirements[method], asked[method] = bearer.requirement, frozenset(names)
    return door(view.get_view(), Route(requirements, asked))


urlpatterns = [
    path("", guide.show_guide, name="api_guide"),
    path("openapi.json", guide.show_description, name="api_description"),
    *_patterns(),
    path("<path:nowhere>", guide.show_nowhere, name="api_nowhere"),
]
