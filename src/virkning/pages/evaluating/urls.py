"""Addresses of the evaluator's work."""

from django.urls import path

from . import (
    assessments,
    evidence,
    explanations,
    files,
    overview,
    portraits,
    proposallist,
    proposals,
    recommendations,
    unexpected,
)

_PROJECT = "projekter/<int:project_id>/"
_ASSESSMENT = _PROJECT + "vurderinger/<int:assessment_id>/"
_RECOMMENDATION = _PROJECT + "anbefalinger/<int:recommendation_id>/"
_PROPOSAL = _PROJECT + "forslag/<int:proposal_id>/"
_EVIDENCE = _PROJECT + "belaeg/<int:evidence_id>/"
_FILE = _PROJECT + "filer/<int:evidence_id>/"
_UNEXPECTED = _PROJECT + "uventede-resultater/<int:unexpected_id>/"
_EXPLANATION = _PROJECT + "andre-forklaringer/<int:explanation_id>/"
_PORTRAIT = _PROJECT + "bilag/<int:portrait_id>/"

urlpatterns = [
    path(_PROJECT + "vurderinger/ny/", assessments.assessment_new, name="assessment_new"),
    path(_ASSESSMENT, assessments.assessment_edit, name="assessment_edit"),
    path(_ASSESSMENT + "fjern/", assessments.assessment_remove, name="assessment_remove"),
    path(_PROJECT + "anbefalinger/ny/", recommendations.recommendation_new, name="recommendation_new"),
    path(_RECOMMENDATION, recommendations.recommendation_edit, name="recommendation_edit"),
    path(_RECOMMENDATION + "fjern/", recommendations.recommendation_remove, name="recommendation_remove"),
    path(_RECOMMENDATION + "opfoelgning/", recommendations.follow_up, name="follow_up"),
    path(_PROJECT + "forslag/", proposallist.proposals, name="proposals"),
    path(_PROJECT + "forslag/nyt/", proposals.proposal_new, name="proposal_new"),
    path(_PROPOSAL, proposals.proposal_edit, name="proposal_edit"),
    path(_PROPOSAL + "fjern/", proposals.proposal_remove, name="proposal_remove"),
    path(_PROPOSAL + "beslutning/", proposals.proposal_decide, name="proposal_decide"),
    path(_PROJECT + "grundlag/", overview.background, name="background"),
    path(_PROJECT + "belaeg/nyt/", evidence.evidence_new, name="evidence_new"),
    path(_PROJECT + "belaeg/ny-fil/", files.evidence_file_new, name="evidence_file_new"),
    path(_EVIDENCE, evidence.evidence_edit, name="evidence_edit"),
    path(_EVIDENCE + "fjern/", evidence.evidence_remove, name="evidence_remove"),
    path(_EVIDENCE + "fil/", files.evidence_file, name="evidence_file"),
    path(_PROJECT + "filer/ny/", files.file_new, name="file_new"),
    path(_FILE, files.file_edit, name="file_edit"),
    path(_FILE + "fjern/", files.file_remove, name="file_remove"),
    path(_PROJECT + "uventede-resultater/nyt/", unexpected.unexpected_new, name="unexpected_new"),
    path(_UNEXPECTED, unexpected.unexpected_edit, name="unexpected_edit"),
    path(_UNEXPECTED + "fjern/", unexpected.unexpected_remove, name="unexpected_remove"),
    path(_PROJECT + "andre-forklaringer/ny/", explanations.explanation_new, name="explanation_new"),
    path(_EXPLANATION, explanations.explanation_edit, name="explanation_edit"),
    path(_EXPLANATION + "fjern/", explanations.explanation_remove, name="explanation_remove"),
    path(_PROJECT + "bilag/nyt/", portraits.portrait_new, name="portrait_new"),
    path(_PORTRAIT, portraits.portrait_edit, name="portrait_edit"),
    path(_PORTRAIT + "fjern/", portraits.portrait_remove, name="portrait_remove"),
]
