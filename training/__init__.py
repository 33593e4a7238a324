"""How the models are renewed, from outcomes to a promoted version or a kept one.

Outcomes, frames, fit, evaluation, fairness, gate, registry, schedule.

May not import web; speaks to people through the reports it stores.
"""
