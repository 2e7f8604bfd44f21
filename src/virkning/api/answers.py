"""Every error as JSON: a machine code in English, words in Danish, and never anything of the data."""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.responses import Response
from pydantic import BaseModel

from virkning.rooms.access.requirements import Forbidden, NotSignedIn, NotVisible
from virkning.rooms.audit.refusals import Refused

from .problems import Doubted, KeyReused, ScopeTooNarrow, Stale, UnknownQuery
from .schemas.problems import Doubt, FieldProblem, Problem

logger = logging.getLogger("virkning.api")

#: Code → what is wrong, what was expected, what to do.
MESSAGES: Mapping[str, Any] = {
    "unauthenticated": gettext_lazy(
        "Nøglen mangler eller gælder ikke længere. Send en gyldig nøgle i headeren Authorization: Bearer."
    ),
    "token_scope": gettext_lazy("Nøglen giver ikke ret til det. Lav en ny, der må læse og skrive."),
    "forbidden": gettext_lazy("Nøglens ejer har ikke rettigheden til det."),
    "not_found": gettext_lazy("Det findes ikke, eller du har ikke adgang til det."),
    "method_not_allowed": gettext_lazy("Adressen svarer ikke på den metode. Se headeren Allow."),
    "conflict": gettext_lazy(
        "En anden har rettet det, siden du læste det. Læs det igen, og send din rettelse på ny."
    ),
    "body_too_large": gettext_lazy("Der er sendt for meget på én gang. Send mindre ad gangen."),
    "not_json": gettext_lazy("Indholdet kan ikke læses. Send JSON med Content-Type: application/json."),
    "invalid": gettext_lazy("Noget er udfyldt forkert. Ret felterne, og send igen."),
    "unknown_query": gettext_lazy("Adressen kender ikke de parametre. Fjern dem."),
    "refused": gettext_lazy("Det kan ikke gemmes sådan. Ret felterne, og send igen."),
    "doubts": gettext_lazy(
        "Noget ser forkert ud. Ret det, eller bekræft hver advarsel i confirmed, og send igen."
    ),
    "key_reused": gettext_lazy(
        "Idempotency-Key er brugt til et andet kald. Brug en ny nøgle til hvert kald."
    ),
    "too_many_calls": gettext_lazy(
        "Der kommer for mange kald. Vent så mange sekunder, som Retry-After siger."
    ),
    "server_error": gettext_lazy("Der skete en fejl hos os. Den er noteret. Prøv igen lidt senere."),
}


def problem(request: HttpRequest, status: int, code: str, **more: Any) -> HttpResponse:
    """An error's answer. `more`: `errors` or `doubts`."""
    message = more.pop("message", "") or str(MESSAGES[code])
    return _json(Problem(code=code, message=message, **more), status)


def _json(body: BaseModel | dict[str, Any], status: int) -> HttpResponse:
    told = body.model_dump() if isinstance(body, BaseModel) else body
    response: HttpResponse = Response(told, status=status)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Virkning"'
    return response


def install(api: NinjaAPI) -> None:
    """Give the API an answer to every exception."""
    simple: tuple[tuple[type[Exception], int, str], ...] = (
        (NotSignedIn, 401, "unauthenticated"),
        (ScopeTooNarrow, 403, "token_scope"),
        (NotVisible, 404, "not_found"),
        (KeyReused, 422, "key_reused"),
        (HttpError, 400, "not_json"),
    )
    # An exception's class, which the library's types also allow for, is never handed to a handler here.
    add: Any = api.add_exception_handler
    for kind, status, code in simple:
        add(kind, _simple(status, code))
    add(Forbidden, _forbidden)
    add(UnknownQuery, _unknown_query)
    add(Refused, _refused)
    add(Doubted, _doubted)
    add(Stale, _stale)
    add(IntegrityError, _stale)
    add(ValidationError, _invalid)
    add(Exception, _failed)


def _simple(status: int, code: str) -> Any:
    def answer(request: HttpRequest, _error: Exception) -> HttpResponse:
        return problem(request, status, code)

    return answer


def _forbidden(request: HttpRequest, error: Forbidden) -> HttpResponse:
    words = _("Nøglens ejer har ikke lov til at %(permission)s.") % {"permission": error.permission.words}
    return problem(request, 403, "forbidden", message=words)


def _unknown_query(request: HttpRequest, error: UnknownQuery) -> HttpResponse:
    said = _("Parameteren findes ikke her. Fjern den.")
    named = [FieldProblem(field=name[:100], code="unknown_query", message=said) for name in error.names[:20]]
    return problem(request, 422, "unknown_query", errors=named)


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    told = [FieldProblem(field=name, code="refused", message=said) for name, said in error.errors.items()]
    return problem(request, 422, "refused", errors=told)


def _doubted(request: HttpRequest, error: Doubted) -> HttpResponse:
    told = [Doubt(code=one.code, field=one.field, message=one.message) for one in error.doubts]
    return problem(request, 422, "doubts", doubts=told)


def _stale(request: HttpRequest, error: Exception) -> HttpResponse:
    current = getattr(error, "current", None)
    told = current.model_dump() if isinstance(current, BaseModel) else None
    return _json({"code": "conflict", "message": str(MESSAGES["conflict"]), "current": told}, 409)


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(request, 500, "server_error")


#: What pydantic says is wrong → the words. What it does not name is told as `invalid`.
_WORDS: Mapping[str, Any] = {
    "missing": gettext_lazy("Feltet mangler."),
    "extra_forbidden": gettext_lazy("Feltet findes ikke her, eller kan ikke skrives. Fjern det."),
    "string_type": gettext_lazy("Skriv en tekst."),
    "string_too_long": gettext_lazy("Teksten er for lang. Der er plads til %(max_length)s tegn."),
    "string_too_short": gettext_lazy("Teksten mangler."),
    "int_type": gettext_lazy("Skriv et helt tal, uden anførselstegn."),
    "int_parsing": gettext_lazy("Skriv et helt tal."),
    "int_parsing_size": gettext_lazy("Tallet er for stort."),
    "bool_parsing": gettext_lazy("Skriv true eller false."),
    "greater_than_equal": gettext_lazy("Tallet skal være mindst %(ge)s."),
    "less_than_equal": gettext_lazy("Tallet må højst være %(le)s."),
    "enum": gettext_lazy("Værdien er ikke en af dem, der kan vælges. Se beskrivelsen af API'et."),
    "dict_type": gettext_lazy("Skriv et objekt: {…}."),
    "model_type": gettext_lazy("Skriv et objekt: {…}."),
    "model_attributes_type": gettext_lazy("Skriv et objekt: {…}."),
    "too_long": gettext_lazy("Der er for mange."),
}
_OTHERWISE = gettext_lazy("Værdien kan ikke læses. Se beskrivelsen af API'et.")
#: What a field of our own says is wrong; its words come along.
OWN_CODES = frozenset({"not_a_number", "not_a_day", "not_text", "cpr_number"})


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    told = [_told(one) for one in error.errors[:50]]
    return problem(request, 422, "invalid", errors=told)


def _told(error: Mapping[str, Any]) -> FieldProblem:
    # ("body", "given", "value"): where it was sent, the parameter's name, the field.
    place = [str(part) for part in error["loc"][1:] if part != "given"]
    code, limits = str(error["type"]), dict(error.get("ctx", {}))
    words = str(error["msg"]) if code in OWN_CODES else str(_WORDS.get(code, _OTHERWISE))
    if code in _WORDS:
        words = words % limits if "%(" in words else words
    return FieldProblem(field=".".join(place)[:100], code=code, message=words)
