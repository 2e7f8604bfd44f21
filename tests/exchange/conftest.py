"""What the tests of workbooks share."""

from collections.abc import Callable, Iterator

import pytest

from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import ImportOutcome, import_project

Importer = Callable[..., ImportOutcome]


@pytest.fixture
def take(db: None) -> Iterator[Importer]:
    """`take(content)`: import as the command line does."""

    def take_in(content: bytes, *, prune: bool = False, name: str = "ark.xlsx") -> ImportOutcome:
        return import_project(content=content, name=name, by=COMMAND_LINE, prune=prune, may_create=True)

    with system_scope("test"):
        yield take_in
