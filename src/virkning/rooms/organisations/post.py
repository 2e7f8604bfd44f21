"""What leaves the site by itself: through which post office, with which addresses in it, in which language."""

from django.conf import settings

from virkning.outside.mail import FolderPost, Post, smtp_post

from .models import Person


def post() -> Post:
    """The mail server, or on one's own machine a folder of files."""
    if settings.MAIL_SERVER:
        return smtp_post(settings.MAIL_SERVER, settings.MAIL_FROM)
    return FolderPost(settings.MAIL_FOLDER, settings.MAIL_FROM)


def site_address(path: str) -> str:
    """The address of a page as it stands in a mail or a calendar."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def language_of(person: Person) -> str:
    """The language to write to somebody in: theirs, where it is offered."""
    return person.language if person.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
