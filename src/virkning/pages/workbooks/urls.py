"""Addresses of project workbooks."""

from django.urls import path

from . import newproject, receipts, views

_SHEET = "projekter/<int:project_id>/projektark/"
_NEW = "organisationer/<int:organisation_id>/nyt-projektark/"

urlpatterns = [
    path(_SHEET, views.workbook_import, name="workbook_import"),
    path(_SHEET + "<int:upload_id>/", views.workbook_preview, name="workbook_preview"),
    path(_SHEET + "<int:upload_id>/kasser/", views.workbook_drop, name="workbook_drop"),
    path(_SHEET + "indlaest/<int:import_id>/", receipts.workbook_receipt, name="workbook_receipt"),
    path(_SHEET + "indlaest/<int:import_id>/fil.xlsx", views.workbook_file, name="workbook_file"),
    path(_SHEET + "indlaest/<int:import_id>/fortryd/", receipts.workbook_undo, name="workbook_undo"),
    path(_NEW, newproject.new_workbook, name="new_workbook"),
    path(_NEW + "<int:upload_id>/", newproject.new_workbook_preview, name="new_workbook_preview"),
    path(_NEW + "<int:upload_id>/kasser/", newproject.new_workbook_drop, name="new_workbook_drop"),
]
