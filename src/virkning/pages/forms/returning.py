"""Back to where a person came from: only to a path of this site, whatever the browser says."""

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from virkning.rooms.exchange.cells import clean


def local_path(request: HttpRequest, wanted: str) -> str:
    """The path on this site in `wanted` (a path, or a whole address of ours); blank where there is none.

    Answer with `HttpResponseRedirect`, not with `redirect`: that takes a word for the name of a view.
    """
    wanted = clean(wanted)
    if not _is_ours(request, wanted):
        return ""
    parts = urlsplit(wanted)
    path = urlunsplit(("", "", parts.path, parts.query, parts.fragment))
    # Asked again: an address of ours with `//other.site` for its path is another site's without its host.
    return path if path.startswith("/") and _is_ours(request, path) else ""


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
