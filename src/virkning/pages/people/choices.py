"""Choices that are known only when the form is made: people, roles."""

from collections.abc import Iterable
from typing import cast

from django import forms

from virkning.rooms.organisations.models import Person


def set_choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a field its choices."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def people_as_choices(people: Iterable[Person]) -> list[tuple[str, str]]:
    """People by name and title, after nobody."""
    return [
        ("", "–"),
        *((str(one.pk), f"{one.name}, {one.title}" if one.title else one.name) for one in people),
    ]
