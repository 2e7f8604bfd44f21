"""Forms of a change track: new, corrected, a new version, an end; and taking one away."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from virkning.pages.authors import author_of
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import DayField, KeyField, LongTextField, TextField
from virkning.pages.forms.flow import FormPage, Saved, answer_form
from virkning.pages.forms.removing import overtaken, seen_version
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.requirements import requires
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict, latest_entry
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions import tracks as actions
from virkning.rooms.plans.models import ChangeTrack

from .telling import days_words
from .ways import Form, catalogue_address, keeping_crumbs, of_agency, track_address

_TITLE = gettext_lazy(
    "Kort, så det kan kendes på en liste. For eksempel: Fra sprogpraktik til ordinære timer."
)
_WHAT = gettext_lazy("Hvad er det, der forandrer sig, for hvem og hvordan?")


class TrackForm(HouseForm):
    """A track as it stands."""

    number = KeyField(label=gettext_lazy("Nr."), help_text=gettext_lazy("For eksempel 7 eller 2.1."))
    title = TextField(label=gettext_lazy("Titel"), max_length=200, help_text=_TITLE)
    description = LongTextField(label=gettext_lazy("Beskrivelse"), rows=6, required=False, help_text=_WHAT)
    valid_from = DayField(
        label=gettext_lazy("Gælder fra"),
        required=False,
        help_text=gettext_lazy("En dato som 01.01.2027. Tomt: fra begyndelsen."),
    )
    valid_to = DayField(
        label=gettext_lazy("Gælder til og med"),
        required=False,
        help_text=gettext_lazy("Tomt: indtil videre."),
    )


class RevisionForm(HouseForm):
    """What the next version says, and from when."""

    valid_from = DayField(
        label=gettext_lazy("Den nye udgave gælder fra"),
        help_text=gettext_lazy("En dato som 01.01.2027. Den gamle udgave slutter dagen før."),
    )
    title = TextField(label=gettext_lazy("Titel"), max_length=200, help_text=_TITLE)
    description = LongTextField(label=gettext_lazy("Beskrivelse"), rows=6, required=False, help_text=_WHAT)


class EndForm(HouseForm):
    """The last day."""

    on = DayField(
        label=gettext_lazy("Sidste dag, det gælder"),
        help_text=gettext_lazy("En dato som 31.12.2026. Det kan stadig læses bagefter, under alle."),
    )


@requires(Permission.EDIT_PLAN, Organisation, pk="organisation_id")
@Form
@of_agency
def track_new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A new track."""

    def save(form: TrackForm) -> Saved:
        made = actions.add_track(organisation=organisation, by=author_of(request), **form.cleaned_data)
        return Saved(_place(made), _("Forandringssporet er oprettet."), made)

    page = FormPage(
        form=TrackForm,
        title=_("Nyt forandringsspor"),
        under=organisation.name,
        save=save,
        submit=_("Opret forandringssporet"),
        back=catalogue_address(organisation.pk),
        breadcrumbs=keeping_crumbs(organisation, _("Nyt forandringsspor")),
        draft=f"forandringsspor-nyt:{organisation.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PLAN, ChangeTrack, pk="track_id", organisation="organisation_id")
@Form
def track_edit(request: HttpRequest, track: ChangeTrack) -> HttpResponse:
    """Put right what a version says: what was written wrong, not what has changed."""
    return answer_form(request, _edit_page(request, track))


def _edit_page(request: HttpRequest, track: ChangeTrack) -> FormPage:
    def save(form: TrackForm) -> Saved:
        done = actions.correct_track(track, by=author_of(request), version=form.version, **form.cleaned_data)
        return Saved(_place(done), _("Forandringssporet er rettet."), done)

    return FormPage(
        form=TrackForm,
        title=_("Ret forandringssporet"),
        under=str(track),
        save=save,
        submit=_("Gem rettelsen"),
        initial=_values,
        record=track,
        back=track_address(track),
        breadcrumbs=keeping_crumbs(track.organisation, _("Ret %(number)s") % {"number": track.number}),
        draft=f"forandringsspor:{track.pk}",
        template="tracks/edit.html",
        context={"track": track},
    )


@requires(Permission.EDIT_PLAN, ChangeTrack, pk="track_id", organisation="organisation_id")
@Form
def track_revise(request: HttpRequest, track: ChangeTrack) -> HttpResponse:
    """Let a new version take over from a day."""

    def save(form: RevisionForm) -> Saved:
        done = actions.revise_track(track, by=author_of(request), version=form.version, **form.cleaned_data)
        return Saved(track_address(done), _("Den nye udgave er oprettet."), done)

    page = FormPage(
        form=RevisionForm,
        title=_("Ny udgave"),
        under=f"{track}. {days_words(track)}.",
        save=save,
        submit=_("Opret den nye udgave"),
        initial=lambda one: {"title": one.title, "description": one.description},
        record=track,
        back=track_address(track),
        breadcrumbs=keeping_crumbs(
            track.organisation, _("Ny udgave af %(number)s") % {"number": track.number}
        ),
        draft=f"forandringsspor-udgave:{track.pk}",
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PLAN, ChangeTrack, pk="track_id", organisation="organisation_id")
@Form
def track_end(request: HttpRequest, track: ChangeTrack) -> HttpResponse:
    """Let it hold no longer than to a day."""

    def save(form: EndForm) -> Saved:
        done = actions.end_track(track, by=author_of(request), version=form.version, **form.cleaned_data)
        return Saved(_place(done), _("Forandringssporet er afsluttet."), done)

    page = FormPage(
        form=EndForm,
        title=_("Afslut forandringssporet"),
        under=f"{track}. {days_words(track)}.",
        save=save,
        submit=_("Afslut"),
        initial=lambda one: {"on": one.valid_to or timezone.localdate()},
        record=track,
        back=track_address(track),
        breadcrumbs=keeping_crumbs(track.organisation, _("Afslut %(number)s") % {"number": track.number}),
    )
    return answer_form(request, page)


@requires(Permission.EDIT_PLAN, ChangeTrack, pk="track_id", organisation="organisation_id")
@require_POST
def track_remove(request: HttpRequest, track: ChangeTrack) -> HttpResponse:
    """Take a version away."""
    try:
        done = actions.remove_track(track, by=author_of(request), version=seen_version(request))
    except Conflict as conflict:
        return overtaken(
            request,
            conflict,
            form=reverse("track_edit", args=(track.organisation_id, track.pk)),
            back=catalogue_address(track.organisation_id),
        )
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(catalogue_address(track.organisation_id))
    entry = latest_entry(done)
    undo = f"undo-{entry.pk}" if entry is not None else ""
    messages.success(request, _("Forandringssporet er fjernet."), extra_tags=undo)
    return redirect(catalogue_address(track.organisation_id))


def _place(track: ChangeTrack) -> str:
    return f"{catalogue_address(track.organisation_id)}#spor-{track.pk}"


def _values(record: ChangeTrack) -> Mapping[str, Any]:
    names = ("number", "title", "description", "valid_from", "valid_to")
    return {name: getattr(record, name) for name in names}
