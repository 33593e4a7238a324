"""OBU: free teaching for adults with dyslexia.

Asked of a person and a course. What the rules read of `Opening.parameters`: ``dyslexia_found``
(a test has found dyslexia), ``finished_9th`` (compulsory schooling is over), ``born_on``.
"""

from data_schemas.parameters import Parameter
from matcher.rules.case import Case, Reason, rule, yes
from matcher.rules.conditions import ask, life_span, reach_age
from matcher.rules.scheme import Scheme
from matcher.vocabulary import OtherScheme

NAME = "obu"


@rule("OB-04", "fee_dkk")
def judge_fee(_: Case, fee: Parameter) -> Reason:
    """OB-04: free to the participant."""
    return yes("Deltagerbetaling: {fee} kr.", "Fee: DKK {fee}.", fee=fee.amount)


RULES = (
    life_span("Ordblindeundervisning for voksne", "Teaching for dyslexia", identifier="OB-00"),
    reach_age("OB-01"),
    ask(
        "OB-02",
        "dyslexia_found",
        "dyslexia_found",
        da="en test har fundet ordblindhed",
        en="a test has found dyslexia",
    ),
    ask(
        "OB-03",
        "school_finished",
        "finished_9th",
        da="undervisningspligten er ophørt",
        en="compulsory schooling is over",
    ),
    judge_fee,
)

SCHEME = Scheme(NAME, OtherScheme.OBU.da, OtherScheme.OBU.en, RULES, terms=("starts_on",))
