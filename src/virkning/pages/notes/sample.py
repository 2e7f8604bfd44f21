"""A small note about nothing, to see what a base makes of headings, tables, lights and lists."""

from datetime import datetime

from django.utils.translation import gettext as _

from virkning.documents.blocks import (
    Bullets,
    Cell,
    Contents,
    Document,
    Facts,
    Heading,
    LightMark,
    Paragraph,
    Row,
    Run,
    Table,
)


def sample_note(organisation: str, made_on: datetime) -> Document:
    """The sample; all of it is made up."""
    return Document(
        title=_("Prøve på statusnotat"),
        subtitle=organisation,
        created=made_on,
        author=organisation,
        header_text=_("Prøve på statusnotat, %(organisation)s") % {"organisation": organisation},
        footer_text=_("Prøve på statusnotat"),
        blocks=(
            Facts(((_("Projekt"), _("Et eksempel")), (_("Periode"), "2013"))),
            Contents(),
            Heading(_("Sammenfatning"), level=1),
            Paragraph(_("To af tre milepæle er grønne i 2013."), style="lead"),
            Paragraph(
                _("Teksten her er opfundet. Den viser kun, hvordan skabelonen får et notat til at se ud.")
            ),
            Bullets((_("Et punkt på en liste"), _("Et punkt mere"))),
            Heading(_("1 Et område"), level=1, numbered=True),
            Heading(_("1.1 Status for en aktivitet"), level=2, numbered=True),
            _table(),
            Paragraph(_("Tallene i prøven er ikke nogens tal."), style="note"),
            Heading(_("Kilder"), level=1),
            Paragraph(_("I et rigtigt notat står oprindelsen til hvert tal her.")),
        ),
    )


def _table() -> Table:
    said = (Run(_("Status 2013:"), bold=True), Run(" " + _("Alle pladser er i brug.")))
    return Table(
        header=(_("Aktivitet og milepæle"), _("Status"), _("Kommentarer")),
        rows=(
            Row(
                (
                    _("1. Der er 40 pladser"),
                    Cell((_("Ja (40)"),), light=LightMark.GREEN, emphasis=True),
                    Cell((said,)),
                )
            ),
            Row(
                (_("2. Alle har en mentor"), Cell((_("På vej"),), light=LightMark.YELLOW, emphasis=True), "")
            ),
            Row((_("3. Forløbet er beskrevet"), Cell((_("Nej"),), light=LightMark.RED, emphasis=True), "")),
        ),
        widths=(3.2, 1.25, 5.2),
        caption=_("Milepæle i prøven"),
    )
