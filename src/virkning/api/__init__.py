"""The API: JSON for programs, one router a room, through the same scope, permissions and actions as the pages."""
