"""Addresses of method descriptions."""

from django.urls import path

from . import beside, cells, core, downloads, editing, overview, tools

_METHOD = "projekter/<int:project_id>/metode"
_TOOL = _METHOD + "/redskaber/<int:tool_id>/"
_CORE = _METHOD + "/kerneelementer/<int:core_id>/"

urlpatterns = [
    path(_METHOD + "/", overview.method, name="method"),
    path(_METHOD + ".<str:kind>", downloads.method_file, name="method_file"),
    path(_METHOD + "/ny/", editing.method_new, name="method_new"),
    path(_METHOD + "/ret/", editing.method_edit, name="method_edit"),
    path(_METHOD + "/ny-version/", editing.version_new, name="method_version_new"),
    path(_METHOD + "/versioner/", beside.versions, name="method_versions"),
    path(_METHOD + "/versioner/<int:method_id>/", overview.version, name="method_version"),
    path(_METHOD + "/versioner/<int:method_id>/fjern/", editing.version_remove, name="method_version_remove"),
    path(_METHOD + "/sammenlign/", beside.choose, name="methods_choose"),
    path(_METHOD + "/sammenlign/<int:other_id>/", beside.side_by_side, name="methods_beside"),
    path(_METHOD + "/faser/<int:method_phase_id>/<str:part>/", cells.cell, name="method_cell"),
    path(_METHOD + "/redskaber/ny/", tools.tool_new, name="method_tool_new"),
    path(_TOOL, tools.tool_edit, name="method_tool_edit"),
    path(_TOOL + "fjern/", tools.tool_remove, name="method_tool_remove"),
    path(_TOOL + "fil/", tools.tool_file, name="method_tool_file"),
    path(_METHOD + "/kerneelementer/ny/", core.core_new, name="method_core_new"),
    path(_CORE, core.core_edit, name="method_core_edit"),
    path(_CORE + "flyt/", core.core_move, name="method_core_move"),
    path(_CORE + "fjern/", core.core_remove, name="method_core_remove"),
]
