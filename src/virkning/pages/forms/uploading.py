"""A form with a file, which `upload.js` may have sent: then the next page is told instead of gone to."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .flow import FormPage, answer_form

#: What the script says of itself; see `design/static/virkning/upload.js`.
SENT_BY_SCRIPT = "X-Virkning-Upload"


def answer_upload(request: HttpRequest, page: FormPage) -> HttpResponse:
    """As `answer_form`. A script gets 204 with the address for a redirect.

    A browser follows a script's redirects by itself, out of sight: the next page would be made twice, and what it
    says once ("Skabelonen er lagt op") would be said to nobody.
    """
    answer = answer_form(request, page)
    if isinstance(answer, HttpResponseRedirect) and SENT_BY_SCRIPT in request.headers:
        return HttpResponse(status=204, headers={"Location": answer.url})
    return answer
