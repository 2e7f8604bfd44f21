"""What evaluators judge and recommend, of activities, areas, results or the whole project, period by period.

Words: an *assessment* (vurdering) is an evaluator's judgement in words; on a result it can also judge the light. A
*recommendation* (anbefaling) is an evaluator's advice; the *follow-up* (opfølgning) is what became of it.
Used by the evaluator who writes, by those who report, and by the project page and the status note. *Evidence*
(belæg) is an interview, a questionnaire or a file behind a judgement: people by role, and notes for those who assess
alone. Beside it stand unexpected results, other explanations, annexes on one activity, embedding, experience, benefits
and proposals.
"""
