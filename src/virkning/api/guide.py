"""The API's description as OpenAPI, and a page of our own that lists what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja.responses import Response

from virkning.rooms.access.requirements import open_to_all

from .answers import problem
from .assembly import PREFIX, api


@dataclass(frozen=True)
class Address:
    """One operation on the page. `needs`: what the token must give."""

    method: str
    path: str
    words: str
    needs: str


@dataclass(frozen=True)
class Group:
    """The operations of one room."""

    anchor: str
    title: str
    addresses: tuple[Address, ...]


def description() -> dict[str, Any]:
    """The OpenAPI document. Holds no data."""
    return _description(get_language())


@cache
def _description(_language: str | None) -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix=PREFIX))


@open_to_all
@require_safe
def show_description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return Response(description())


@open_to_all
@require_safe
def show_guide(request: HttpRequest) -> HttpResponse:
    """What the API offers, in words."""
    groups = tuple(_groups(description()["paths"]))
    signed_in = request.user.is_authenticated  # the page, not the API: a person reads it in a browser
    return render(request, "api/guide.html", {"groups": groups, "signed_in": signed_in})


@open_to_all
@csrf_exempt
def show_nowhere(request: HttpRequest, nowhere: str) -> HttpResponse:
    """An address the API does not have."""
    return problem(request, 404, "not_found")


def _groups(paths: Mapping[str, Any]) -> Iterator[Group]:
    titles = {
        "organisations": _("Nøglen"),
        "programmes": _("Programmer og projekter"),
        "activities": _("Aktiviteter, milepæle og registreringer"),
        "actionplans": _("Handleplan"),
        "plans": _("Beskæftigelsesplaner"),
        "results": _("Resultater og målinger"),
        "evaluations": _("Vurderinger"),
        "theory": _("Forandringsteori"),
        "methods": _("Metodebeskrivelse og målgruppematrix"),
        "rounds": _("Statusrunder"),
        "interventions": _("Indsatser og indsatsbeskrivelser"),
        "registers": _("Registre og programmernes målsætninger"),
        "tracks": _("Forandringsspor og ministerens mål"),
    }
    found: dict[str, list[Address]] = {name: [] for name in titles}
    for path, operations in paths.items():
        for method, told in operations.items():
            needs = _("Læse") if method == "get" else _("Læse og skrive")
            found[told["tags"][0]].append(Address(method.upper(), path, str(told["summary"]), needs))
    for name, addresses in found.items():
        yield Group(name, titles[name], tuple(addresses))
