"""The API's own description, and the page that lists it."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from virkning.api.guide import description
from virkning.api.urls import urlpatterns
from world import World

pytestmark = pytest.mark.django_db


def test_anybody_may_read_the_description_and_it_holds_no_data(world: World) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    told = json.loads(answer.content)
    assert told["openapi"].startswith("3.")
    assert told["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"
    assert "Vores projekt" not in answer.content.decode()


def operations() -> list[dict[str, Any]]:
    return [one for methods in description()["paths"].values() for one in methods.values()]


def test_every_operation_takes_a_token_and_has_words_and_a_name_of_its_own() -> None:
    assert all(one["security"] == [{"Bearer": []}] for one in operations())
    assert all(one["summary"] and one["description"] for one in operations())
    names = [one["operationId"] for one in operations()]
    assert len(names) == len(set(names))


def schemas_sent() -> list[dict[str, Any]]:
    parts = description()["components"]["schemas"]
    sent = [
        one["requestBody"]["content"]["application/json"]["schema"]
        for one in operations()
        if "requestBody" in one
    ]
    return [parts[one["$ref"].rsplit("/", 1)[1]] for one in sent]


def test_what_is_sent_holds_named_fields_only() -> None:
    assert len(schemas_sent()) == 87
    assert all(one["additionalProperties"] is False for one in schemas_sent())


def test_no_person_is_told_of_beside_the_tokens_own() -> None:
    """Names stand in origins, as on the pages; e-mails and keys of people stand nowhere."""
    fields = {
        name
        for schema in description()["components"]["schemas"].values()
        for name in schema.get("properties", {})
    }
    assert not fields & {"email", "password", "person", "person_id", "token", "token_hash", "lead_id"}


def test_the_page_lists_every_operation(client: Client, world: World) -> None:
    page = client.get(reverse("api_guide"))
    text = page.content.decode()
    assert page.status_code == 200
    for path in description()["paths"]:
        assert path in text
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert reverse("account_tokens") not in text
    client.force_login(world.people["project manager"])
    assert reverse("account_tokens") in client.get(reverse("api_guide")).content.decode()
    assert reverse("api_guide") in client.get(reverse("account_tokens")).content.decode()


def test_every_address_but_the_open_ones_stands_behind_the_door() -> None:
    open_ones = {"api_guide", "api_description", "api_nowhere"}
    assert {one.name for one in urlpatterns if not hasattr(one.callback, "route")} == open_ones


def test_an_operation_without_a_bearer_cannot_be_put_up() -> None:
    from ninja import NinjaAPI

    from virkning.api.urls import _behind

    api = NinjaAPI(openapi_url=None, urls_namespace="prøve")
    api.get("/open")(lambda request: None)
    [view] = [one for bound in api._get_bound_routers() for one in bound.path_operations.values()]
    with pytest.raises(TypeError, match="stands open"):
        _behind(view)
