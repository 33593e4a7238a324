"""The commands that turn words into concepts: ``albertslund-match lookup ...``; one file each."""

import click

from web.lookup_commands.occupation import learn_to_look_up, look_up_occupations
from web.lookup_commands.skills import learn_skills, look_up_skills
from web.lookup_commands.transferable import rank_transferable

lookup = click.Group("lookup", help="Turn words into the concepts of a taxonomy.")
lookup.add_command(look_up_occupations)
lookup.add_command(learn_to_look_up)
lookup.add_command(look_up_skills)
lookup.add_command(learn_skills)
lookup.add_command(rank_transferable)
