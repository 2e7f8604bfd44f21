"""What is offered to a target group: interventions, and the national description of each on its way to acceptance.

Words: intervention, intervention description, element (an activity it consists of), actor, change track chosen, effect.
Used by integration ambassadors, who write; coordinators, who return and accept; and whoever looks for others to ask.
"""
