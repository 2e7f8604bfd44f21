"""The evaluator's work: assessments; recommendations and what became of them."""
