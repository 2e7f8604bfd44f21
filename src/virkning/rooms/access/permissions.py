"""Everything a person may be allowed to do, as one enum with words a user understands."""

from enum import Enum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class Permission(Enum):
    """One thing a person may do. The value is the key; `words` is what screens say."""

    SEE_PROJECT = "see_project"
    EXPORT_PROJECT = "export_project"
    IMPORT_PROJECT = "import_project"
    EDIT_PROJECT = "edit_project"
    REPORT_STATUS = "report_status"
    ASSESS = "assess"
    APPROVE_STATUS = "approve_status"
    RETURN_STATUS = "return_status"
    RUN_ROUNDS = "run_rounds"
    SEE_ROUND = "see_round"
    MANAGE_PEOPLE = "manage_people"
    SEE_PROGRAMME = "see_programme"
    EDIT_PROGRAMME = "edit_programme"
    CREATE_PROJECT = "create_project"
    SEE_PLAN = "see_plan"
    EDIT_PLAN = "edit_plan"
    DESCRIBE = "describe"
    DECIDE_DESCRIPTION = "decide_description"
    SEE_REGISTER = "see_register"
    KEEP_REGISTERS = "keep_registers"
    RUN_MEASURES = "run_measures"
    PUBLISH_RUNS = "publish_runs"
    SEE_OWN_PAGES = "see_own_pages"

    @property
    def words(self) -> str:
        """What the permission allows, in the reader's language, as it is shown beside a role."""
        return gettext(_WORDS[self])


_WORDS = {
    Permission.SEE_PROJECT: _("se projektet med aktiviteter, milepæle, resultater og vurderinger"),
    Permission.EXPORT_PROJECT: _("hente projektark og statusnotat"),
    Permission.IMPORT_PROJECT: _("indlæse et projektark"),
    Permission.EDIT_PROJECT: _("rette projektets områder, aktiviteter, milepæle, resultater og måltal"),
    Permission.REPORT_STATUS: _("skrive status og målinger"),
    Permission.ASSESS: _("skrive vurderinger og sætte farver"),
    Permission.APPROVE_STATUS: _("godkende det, andre har indsendt i en statusrunde"),
    Permission.RETURN_STATUS: _("sende en indberetning tilbage med en begrundelse"),
    Permission.RUN_ROUNDS: _("planlægge, åbne, lukke og genåbne statusrunder"),
    Permission.SEE_ROUND: _("se statusrunden"),
    Permission.MANAGE_PEOPLE: _("invitere personer og give og tage roller"),
    Permission.SEE_PROGRAMME: _("se programmet og hente dets tal for de projekter, personen må se"),
    Permission.EDIT_PROGRAMME: _("rette programmet"),
    Permission.CREATE_PROJECT: _("oprette projekter for organisationen"),
    Permission.SEE_PLAN: _("se organisationens planer og kataloger"),
    Permission.EDIT_PLAN: _("skrive, vedtage og følge op på organisationens planer og rette dens kataloger"),
    Permission.DESCRIBE: _("beslutte indsatser og skrive og indsende deres beskrivelser"),
    Permission.DECIDE_DESCRIPTION: _("returnere og godkende indsatsbeskrivelser"),
    Permission.SEE_REGISTER: _(
        "se organisationens registre, datarapporter og kørsler, også tal, der er skjult for andre"
    ),
    Permission.KEEP_REGISTERS: _("oprette registre, lægge leverancer ind og slette dem"),
    Permission.RUN_MEASURES: _("køre opgørelser på organisationens registre"),
    Permission.PUBLISH_RUNS: _("offentliggøre kørsler for et programs kommuner og trække dem tilbage"),
    Permission.SEE_OWN_PAGES: _("se sine egne sider"),
}
