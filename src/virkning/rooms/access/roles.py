"""Roles as described data: what each gives, and what a party's place in a project lets its people use.

A person's permissions on a project are, over every way they have into it, the role's permissions cut down to what the
party allows (`PARTY_LIMITS`): a project manager lent by a partner reads, because partners' people read.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from .permissions import Permission

_READ = frozenset({Permission.SEE_PROJECT, Permission.EXPORT_PROJECT})
#: What can be given in a project. The rest belongs to an organisation, a programme or oneself.
_EVERYTHING = frozenset(
    {
        Permission.SEE_PROJECT,
        Permission.EXPORT_PROJECT,
        Permission.IMPORT_PROJECT,
        Permission.EDIT_PROJECT,
        Permission.REPORT_STATUS,
        Permission.ASSESS,
        Permission.APPROVE_STATUS,
        Permission.RETURN_STATUS,
        Permission.RUN_ROUNDS,
        Permission.MANAGE_PEOPLE,
        Permission.DESCRIBE,
        Permission.DECIDE_DESCRIPTION,
    }
)
#: What belongs to the other side of a description or an assessment than the one who writes.
_OF_OTHERS = {Permission.ASSESS, Permission.DECIDE_DESCRIPTION}


class MembershipRole(StrEnum):
    """What a person is in an organisation."""

    ADMINISTRATOR = "administrator"
    PLANNER = "planner"
    EMPLOYEE = "employee"


class PartyRole(StrEnum):
    """An organisation's part in a project."""

    LEAD = "lead"
    PARTNER = "partner"
    FUNDER = "funder"
    EVALUATOR = "evaluator"


class AssignmentRole(StrEnum):
    """What a person does in a project or a programme."""

    PROJECT_MANAGER = "project_manager"
    ACTIVITY_LEAD = "activity_lead"
    AMBASSADOR = "ambassador"
    STEERING_GROUP = "steering_group"
    COORDINATOR = "coordinator"
    EVALUATOR = "evaluator"


@dataclass(frozen=True)
class Role:
    """A role in words, with the permissions it gives."""

    danish: str
    danish_description: str
    permissions: frozenset[Permission]

    @property
    def name(self) -> str:
        """In the reader's language; the log keeps `danish`."""
        return gettext(self.danish)

    @property
    def description(self) -> str:
        """In the reader's language."""
        return gettext(self.danish_description)


class PartyNames(dict[PartyRole, str]):
    """An organisation's part in words: `names[role]` in the reader's language, `names.danish(role)` for the log."""

    def __getitem__(self, role: PartyRole) -> str:
        return gettext(super().__getitem__(role))

    def danish(self, role: PartyRole) -> str:
        """In Danish whoever reads."""
        return super().__getitem__(role)


MEMBERSHIP_ROLES: dict[MembershipRole, Role] = {
    MembershipRole.ADMINISTRATOR: Role(
        _("Administrator"),
        _("Ser alle organisationens projekter og styrer, hvem der har adgang."),
        _EVERYTHING,
    ),
    MembershipRole.PLANNER: Role(
        _("Planlægger"),
        _(
            "Skriver organisationens planer og kataloger. Ser kun de projekter og programmer, personen er tildelt."
        ),
        frozenset(),
    ),
    MembershipRole.EMPLOYEE: Role(
        _("Medarbejder"),
        _("Læser organisationens planer. Ser kun de projekter og programmer, personen er tildelt."),
        frozenset(),
    ),
}

#: What a person may do with the organisation itself, by their role in it.
IN_ORGANISATION: dict[MembershipRole, frozenset[Permission]] = {
    MembershipRole.ADMINISTRATOR: frozenset(
        {
            *(Permission.MANAGE_PEOPLE, Permission.CREATE_PROJECT),
            *(Permission.SEE_PLAN, Permission.EDIT_PLAN),
        }
    ),
    MembershipRole.PLANNER: frozenset({Permission.SEE_PLAN, Permission.EDIT_PLAN}),
    MembershipRole.EMPLOYEE: frozenset({Permission.SEE_PLAN}),
}

#: The kinds of organisation that may keep registers: person-level data are handed to nobody else.
REGISTER_KEEPERS: tuple[str, ...] = ("agency", "evaluator")
#: What a person may do with the registers such an organisation keeps, by their role in it. Their counts are not
#: suppressed, so an employee, who sees what is assigned to them, sees none of it.
WITH_REGISTERS: dict[MembershipRole, frozenset[Permission]] = {
    MembershipRole.ADMINISTRATOR: frozenset(
        {
            *(Permission.SEE_REGISTER, Permission.KEEP_REGISTERS),
            *(Permission.RUN_MEASURES, Permission.PUBLISH_RUNS),
        }
    ),
    MembershipRole.PLANNER: frozenset({Permission.SEE_REGISTER, Permission.RUN_MEASURES}),
    MembershipRole.EMPLOYEE: frozenset(),
}

ASSIGNMENT_ROLES: dict[AssignmentRole, Role] = {
    AssignmentRole.PROJECT_MANAGER: Role(
        _("Projektleder"),
        _("Svarer for projektet og kan rette alt i det."),
        _EVERYTHING - _OF_OTHERS,
    ),
    AssignmentRole.ACTIVITY_LEAD: Role(
        _("Aktivitetsansvarlig"),
        _("Skriver status for sine aktiviteter."),
        _READ | {Permission.REPORT_STATUS},
    ),
    AssignmentRole.AMBASSADOR: Role(
        _("Integrationsambassadør"),
        _("Beskriver kommunens indsatser, sender beskrivelserne ind og følger dem."),
        _READ | {Permission.DESCRIBE},
    ),
    AssignmentRole.STEERING_GROUP: Role(_("Styregruppe"), _("Følger projektet og læser det hele."), _READ),
    AssignmentRole.COORDINATOR: Role(
        _("Koordinator"),
        _("Styrelsens kontakt: læser det hele og kan sende en indberetning tilbage."),
        _READ | {Permission.RETURN_STATUS, Permission.DECIDE_DESCRIPTION},
    ),
    AssignmentRole.EVALUATOR: Role(
        _("Evaluator"), _("Skriver vurderinger og sætter farver."), _READ | {Permission.ASSESS}
    ),
}

PARTY_NAMES = PartyNames(
    {
        PartyRole.LEAD: _("Ansvarlig"),
        PartyRole.PARTNER: _("Partner"),
        PartyRole.FUNDER: _("Bevillingsgiver"),
        PartyRole.EVALUATOR: _("Evaluator"),
    }
)

PARTY_LIMITS: dict[PartyRole, frozenset[Permission]] = {
    PartyRole.LEAD: _EVERYTHING - _OF_OTHERS,
    # Everybody but the lead gives roles to their own organisation's people only; the actions hold that.
    # A partner municipality describes its own interventions; `Intervention.permissions_of` holds that.
    PartyRole.PARTNER: _READ | {Permission.MANAGE_PEOPLE, Permission.DESCRIBE},
    PartyRole.FUNDER: _READ
    | {Permission.MANAGE_PEOPLE, Permission.RETURN_STATUS, Permission.DECIDE_DESCRIPTION},
    PartyRole.EVALUATOR: _READ | {Permission.ASSESS, Permission.MANAGE_PEOPLE},
}


def permissions_given(role: MembershipRole | AssignmentRole, through: PartyRole) -> frozenset[Permission]:
    """The permissions a role gives when its holder belongs to a party with the role `through`."""
    described = MEMBERSHIP_ROLES[role] if isinstance(role, MembershipRole) else ASSIGNMENT_ROLES[role]
    return described.permissions & PARTY_LIMITS[through]
