"""Long work under way: how far it is, what came of it, and trying again."""
