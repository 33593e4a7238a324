"""How the models are renewed: outcomes, frames, fit, evaluation, fairness, gate, registry, schedule.

May not import web; speaks to people through the reports it stores.
"""
