"""Every relation between two records of a project stays inside that project, checked over all models after imports."""

from importlib.resources import files

import pytest
from django.apps import apps

from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.programmes.models import InProject

MODELS = [model for model in apps.get_models() if issubclass(model, InProject)]


def test_no_record_points_into_another_project(db: None, everything: Scope) -> None:
    for name in ("holstebro.xlsx", "brobygning.xlsx", "vejen-til-job.xlsx"):
        content = files("virkning.demo").joinpath(name).read_bytes()
        import_project(content=content, name=name, by=COMMAND_LINE, may_create=True)
    compared = 0
    for model in MODELS:
        for field in model._meta.fields:
            other = field.related_model
            if not (isinstance(other, type) and issubclass(other, InProject)):
                continue
            ours, theirs = model.project_path, f"{field.name}__{other.project_path}"
            pairs = model.objects.filter(**{f"{field.name}__isnull": False}).values_list(ours, theirs)
            assert all(one == another for one, another in pairs), f"{model.__name__}.{field.name}"
            compared += len(pairs)
    assert compared > 500


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_path_to_the_project_is_right(model: type[InProject], db: None, everything: Scope) -> None:
    assert list(model.objects.values_list(model.project_path, flat=True)[:1]) == []
