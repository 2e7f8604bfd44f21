"""The command line `virkning`: one module a subject; Django's own commands stand under the same program."""
