"""Everything a person may be allowed to do, as one enum with words a user understands."""

from enum import Enum


class Permission(Enum):
    """One thing a person may do. The value is the key; `words` is what screens say."""

    SEE_PROJECT = "see_project"
    EXPORT_PROJECT = "export_project"
    IMPORT_PROJECT = "import_project"
    EDIT_PROJECT = "edit_project"
    REPORT_STATUS = "report_status"
    ASSESS = "assess"
    MANAGE_PEOPLE = "manage_people"
    SEE_OWN_PAGES = "see_own_pages"

    @property
    def words(self) -> str:
        """What the permission allows, in Danish, as it is shown beside a role."""
        return _WORDS[self]


_WORDS = {
    Permission.SEE_PROJECT: "se projektet med aktiviteter, milepæle, resultater og vurderinger",
    Permission.EXPORT_PROJECT: "hente projektark og statusnotat",
    Permission.IMPORT_PROJECT: "indlæse et projektark",
    Permission.EDIT_PROJECT: "rette projektets områder, aktiviteter, milepæle, resultater og måltal",
    Permission.REPORT_STATUS: "skrive status og målinger",
    Permission.ASSESS: "skrive vurderinger og sætte farver",
    Permission.MANAGE_PEOPLE: "give og tage tildelinger",
    Permission.SEE_OWN_PAGES: "se sine egne sider",
}
