"""What evaluators judge: assessments of activities, areas, results or the whole project, period by period.

Words: an *assessment* (vurdering) is an evaluator's judgement in words; on a result it can also judge the light.
Used by the evaluator who writes, and by the project page and the status note. Recommendations, evidence, embedding and
benefits move in when status rounds need them.
"""
