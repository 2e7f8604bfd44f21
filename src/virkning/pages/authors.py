"""Who acts in a request, as the log keeps them."""

from typing import cast

from django.http import HttpRequest

from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Person


def author_of(request: HttpRequest) -> Author:
    """The signed-in person. The view's requirement has seen to it that there is one."""
    return cast(Person, request.user).author
