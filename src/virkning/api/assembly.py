"""The API put together: its routers, how it reads a body, and what it answers when something is wrong."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.parser import Parser

from .answers import install
from .routers import (
    actionplans,
    activities,
    continuing,
    evaluations,
    interventions,
    matrix,
    methods,
    organisations,
    plans,
    programmes,
    proposals,
    registers,
    results,
    rounds,
    theory,
    tracks,
)
from .wording import gettext_lazy as _

PREFIX = "api/v1/"


class StrictParser(Parser):
    """JSON as the standard has it: NaN and Infinity are no numbers, and a name stands once."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, parse_constant=_no_number, object_pairs_hook=_once)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


class NamedApi(NinjaAPI):
    """An API whose operations are called what their functions are: `write_status`."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)


api = NamedApi(
    title="Virkning",
    version="1",
    description=_(
        "Læs projekter, milepæle og resultater, og skriv status, målinger, registreringer og planer."
    ),
    # Pages of our own instead: django-ninja's would break the content security policy.
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
    urls_namespace="api",
)
for _router in (
    organisations.router,
    programmes.router,
    activities.router,
    results.router,
    evaluations.router,
    proposals.router,
    continuing.router,
    actionplans.router,
    plans.router,
    theory.router,
    methods.router,
    matrix.router,
    rounds.router,
    tracks.router,
    interventions.router,
    registers.router,
):
    api.add_router("", _router)
install(api)
