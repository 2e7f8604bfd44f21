"""The evaluator's work: assessments; recommendations and what became of them; and what stands behind them."""
