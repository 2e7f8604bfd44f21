"""A project's interventions: decided, described section by section, handed in, read, compared with others."""
