"""Registers on the screen: kept, delivered to, read, run on, published, and by nobody else seen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from pages.reading import words
from virkning.pages.forms.receiving import SizeMiddleware
from virkning.rooms.access.scope import Scope, system_scope
from virkning.rooms.registerruns.models import Delivery, Publication, Register, Run
from virkning.rooms.registerruns.stages import DeliveryStage
from world import World

pytestmark = pytest.mark.django_db

WIDE = "person,y_1738,y_1739\n1,,\n2,700,700\n3,652,x7\n4,997,997\n"
PERSONS = (
    "person,municipality,birth_date,sex,origin,programme_start,programme_end\n"
    "1,661,1980-01-01,kvinde,ikke-vestlig,2017-01-01,\n"
    "2,661,1985-05-05,mand,ikke-vestlig,2017-02-30,\n"
    "3,479,1990-09-09,kvinde,ikke-vestlig,2017-01-01,\n"
    "4,479,1970-07-07,mand,ikke-vestlig,2017-01-01,\n"
)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Registers lie in a folder of the test's own."""
    settings.REGISTERS_ROOT = tmp_path / "registers"
    return tmp_path


def files(**more: str) -> dict[str, SimpleUploadedFile]:
    told = {"wide": WIDE, "persons": PERSONS, **more}
    return {name: SimpleUploadedFile(f"{name}.csv", text.encode()) for name, text in told.items()}


def of_register(name: str, world: World, *more: Any) -> str:
    return reverse(name, args=(world.register["Register"].pk, *more))


def test_a_register_is_made_described_taken_away_and_brought_back(
    world: World, everything: Scope, as_: Callable[[str], Client]
) -> None:
    client, agency = as_("funder administrator"), world.organisations["funder"]
    assert "Registre" in words(client.get(reverse("registers")))
    client.post(
        reverse("register_new", args=(agency.pk,)), {"name": " DREAM  igen ", "description": "Aftale 7"}
    )
    made = Register.objects.get(name="DREAM igen")
    assert "Aftale 7" in words(client.get(reverse("register", args=(made.pk,))))
    twice = client.post(reverse("register_new", args=(agency.pk,)), {"name": "dream IGEN", "description": ""})
    assert twice.status_code == 422
    assert "har allerede et register" in words(twice)
    gone = client.post(reverse("register_remove", args=(made.pk,)), {"udgave": made.version}, follow=True)
    assert "er fjernet fra listen" in words(gone)
    (entry,) = [one.extra_tags.removeprefix("undo-") for one in gone.context["messages"]]
    client.post(reverse("undo_entry", args=(int(entry),)))
    assert Register.objects.filter(pk=made.pk).exists()


def test_a_delivery_is_sent_read_and_reported(
    world: World, everything: Scope, as_: Callable[[str], Client], folder: Path
) -> None:
    client = as_("funder administrator")
    sent = client.post(of_register("delivery_new", world), files(), follow=True)
    assert sent.status_code == 200
    made = Delivery.objects.order_by("-pk").first()
    assert made is not None
    assert (made.stage, made.persons) == (DeliveryStage.READY, 4)
    told = words(client.get(of_register("delivery", world, made.pk)))
    assert "4" in told
    report = client.get(of_register("delivery_report", world, made.pk)).content.decode()
    assert "2017-02-30" in report or "persons.csv" in report
    # The world's own is replaced, and nothing is left of how the files came in.
    assert "Erstattet" in words(client.get(of_register("register", world)))
    assert not list(folder.rglob("*.upload"))


def test_a_delivery_without_its_files_says_which_and_keeps_nothing(
    world: World, everything: Scope, as_: Callable[[str], Client], folder: Path
) -> None:
    before = Delivery.objects.count()
    refused = as_("funder administrator").post(of_register("delivery_new", world), {"wide": files()["wide"]})
    assert refused.status_code == 422
    assert "Vælg en fil først" in words(refused)
    assert Delivery.objects.count() == before


def test_a_file_that_is_too_large_is_counted_and_dropped(
    world: World, everything: Scope, as_: Callable[[str], Client], folder: Path, settings: Any
) -> None:
    settings.MAX_DELIVERY_BYTES = 64
    refused = as_("funder administrator").post(of_register("delivery_new", world), files())
    assert refused.status_code == 422
    assert "Filen fylder" in words(refused)
    assert not [one for one in folder.rglob("*") if one.is_file()]


def test_gigabytes_are_let_through_to_that_one_form_and_read_for_nobody_else(
    world: World, as_: Callable[[str], Client], folder: Path, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024
    asked = []
    middleware = SizeMiddleware(lambda request: asked.append(request.method))  # type: ignore[arg-type,func-returns-value]
    for address, method in (
        (of_register("delivery_new", world), "POST"),
        (of_register("register_edit", world), "GET"),
    ):
        request = RequestFactory().post(address, files(), CONTENT_LENGTH=str(20 * 1024**3))
        request.user = world.people["funder administrator"]
        try:
            middleware(request)
        except Exception:  # the other one is answered with a page, and there is no site around it here
            assert method == "GET"
        assert asked[-1:] == [method]
    # Whoever may not is told so before a byte is read.
    for who, status in (("project manager", 404), ("funder planner", 403)):
        assert as_(who).post(of_register("delivery_new", world), files()).status_code == status
    assert not [one for one in folder.rglob("*") if one.is_file()]


def test_a_form_forged_elsewhere_is_refused(world: World, folder: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["funder administrator"])
    assert client.post(of_register("delivery_new", world), files()).status_code == 403


def test_measures_are_run_and_published(
    world: World, everything: Scope, as_: Callable[[str], Client], folder: Path
) -> None:
    client = as_("funder administrator")
    client.post(of_register("delivery_new", world), files())
    client.post(
        of_register("run_new", world),
        {
            "delivery": str(Delivery.objects.order_by("-pk").values_list("pk", flat=True)[0]),
            "programme": str(world.programme.pk),
            "measures": ["selvforsoergelse"],
            "first": "2017K3",
            "last": "2017-09",
        },
    )
    run = Run.objects.order_by("-pk").first()
    assert run is not None
    assert run.pk != world.register["Run"].pk
    assert (run.measure, run.stage, run.programme_id) == ("selvforsoergelse", "finished", world.programme.pk)
    told = words(client.get(of_register("run", world, run.pk)))
    assert "Færdig" in told
    assert "Grunden er" in told
    asked = words(client.get(of_register("run_publish", world, run.pk)))
    assert "Alle, der kan se Programmet: 2 kommuner" in asked
    shown = client.post(of_register("run_publish", world, run.pk), {"reach": "all"}, follow=True)
    assert "Kørslen er offentliggjort." in words(shown)
    published = Publication.objects.get(run=run)
    back = client.post(
        of_register("run_withdraw", world, run.pk, published.pk), {"udgave": published.version}, follow=True
    )
    assert "Kørslen er trukket tilbage." in words(back)
    assert not Publication.objects.filter(run=run).exists()


def test_a_run_without_whole_periods_says_what_there_is(
    world: World, everything: Scope, as_: Callable[[str], Client], folder: Path
) -> None:
    client = as_("funder administrator")
    client.post(of_register("delivery_new", world), files())
    sent = {
        "programme": str(world.programme.pk),
        "measures": ["selvforsoergelse"],
        "first": "2015K1",
        "last": "2015K4",
    }
    newest = str(Delivery.objects.order_by("-pk").values_list("pk", flat=True)[0])
    refused = client.post(of_register("run_new", world), {**sent, "delivery": newest})
    assert refused.status_code == 422
    assert "Leverancen har 3. kvartal 2017" in words(refused)
    wrong = client.post(of_register("run_new", world), {**sent, "delivery": newest, "first": "i går"})
    assert wrong.status_code == 422


def test_lists_ask_as_often_however_many_there_are(
    world: World, everything: Scope, as_: Callable[[str], Client], django_assert_num_queries: Any
) -> None:
    client = as_("funder administrator")
    one = world.register["Run"]
    for name, queries in (("registers", 6), ("register", 10)):
        for _time in range(2):
            args = (world.register["Register"].pk,) if name == "register" else ()
            with django_assert_num_queries(queries):
                assert client.get(reverse(name, args=args)).status_code == 200
            kept = one.delivery
            Delivery.objects.create(
                register=kept.register, number=kept.register.deliveries.count() + 1, received_by="Prøve"
            )


def test_the_menu_has_registers_for_those_who_see_some(world: World, as_: Callable[[str], Client]) -> None:
    for who, sees in (("funder planner", True), ("coordinator", False), ("project manager", False)):
        page = as_(who).get(reverse("programme_list")).content.decode()
        assert (f'href="{reverse("registers")}"' in page) is sees
    with system_scope("test"):
        assert "Du fører ingen registre" in words(as_("project manager").get(reverse("registers")))
