"""My projects, one project, one activity, one result, and a project's downloads. Read-only."""
