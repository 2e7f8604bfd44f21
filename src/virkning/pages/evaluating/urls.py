"""Addresses of assessments and recommendations."""

from django.urls import path

from . import assessments, recommendations

_PROJECT = "projekter/<int:project_id>/"
_ASSESSMENT = _PROJECT + "vurderinger/<int:assessment_id>/"
_RECOMMENDATION = _PROJECT + "anbefalinger/<int:recommendation_id>/"

urlpatterns = [
    path(_PROJECT + "vurderinger/ny/", assessments.assessment_new, name="assessment_new"),
    path(_ASSESSMENT, assessments.assessment_edit, name="assessment_edit"),
    path(_ASSESSMENT + "fjern/", assessments.assessment_remove, name="assessment_remove"),
    path(_PROJECT + "anbefalinger/ny/", recommendations.recommendation_new, name="recommendation_new"),
    path(_RECOMMENDATION, recommendations.recommendation_edit, name="recommendation_edit"),
    path(_RECOMMENDATION + "fjern/", recommendations.recommendation_remove, name="recommendation_remove"),
    path(_RECOMMENDATION + "opfoelgning/", recommendations.follow_up, name="follow_up"),
]
