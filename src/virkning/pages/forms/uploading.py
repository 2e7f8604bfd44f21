"""A form with a file, which `upload.js` may have sent: then the next page is told instead of gone to."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .base import HouseForm
from .fields import UploadField
from .flow import FormPage, answer_form, refuse_unread
from .receiving import has_told, is_too_large

#: What the script says of itself; see `design/static/virkning/upload.js`.
SENT_BY_SCRIPT = "X-Virkning-Upload"


def answer_upload(request: HttpRequest, page: FormPage) -> HttpResponse:
    """As `answer_form`. A script gets 204 with the address for a redirect.

    A browser follows a script's redirects by itself, out of sight: the next page would be made twice, and what it
    says once ("Skabelonen er lagt op") would be said to nobody.
    """
    if is_too_large(request):
        has_told(request)
        return refuse_unread(request, page, _too_large, status=413)
    answer = answer_form(request, page)
    if isinstance(answer, HttpResponseRedirect) and SENT_BY_SCRIPT in request.headers:
        return HttpResponse(status=204, headers={"Location": answer.url})
    return answer


def _too_large(form: HouseForm) -> dict[str, str]:
    return {name: one.too_large_words() for name, one in form.fields.items() if isinstance(one, UploadField)}
