"""The program's own commands: name → where it is. Loaded when called, so that each starts as fast as it can."""

COMMANDS: dict[str, str] = {
    "import-project": "virkning.cli.workbooks:import_project_command",
    "export-project": "virkning.cli.workbooks:export_project_command",
    "tracks": "virkning.cli.tracks:tracks_command",
    "import-tracks": "virkning.cli.tracks:import_tracks_command",
    "national-goals": "virkning.cli.national:national_goals_command",
    "status-note": "virkning.cli.notes:status_note_command",
    "plan": "virkning.cli.plans:plan_command",
    "import-plan": "virkning.cli.plans:import_plan_command",
    "add-administrator": "virkning.cli.people:add_administrator_command",
    "switch-off-second-factor": "virkning.cli.people:switch_off_second_factor_command",
    "backup": "virkning.cli.backup:backup_command",
    "restore": "virkning.cli.backup:restore_command",
    "rounds": "virkning.cli.rounds:rounds_command",
    "open-rounds": "virkning.cli.rounds:open_rounds_command",
    "close-round": "virkning.cli.rounds:close_round_command",
    "remind": "virkning.cli.reminding:remind_command",
    "erase-drafts": "virkning.cli.erasing:erase_drafts_command",
    "demo": "virkning.cli.demo:demo",
    "run": "virkning.cli.serving:run",
    "settings": "virkning.cli.settings:settings_command",
}
