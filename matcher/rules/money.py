"""Kroner and øre: amounts that show how they were reached. Exact decimals, never floats."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from data_schemas.parameters import Parameter
from matcher.vocabulary import Language

_OERE = Decimal("0.01")
_WORST_FIRST = "CDBA"


@dataclass(frozen=True)
class Amount:
    """So many kroner, the calculation in both languages, and the parameters it stands on."""

    kroner: Decimal
    da: str
    en: str
    parameters: tuple[Parameter, ...] = field(default=())

    @property
    def confidence(self) -> str:
        """How sure the least sure of its parameters is."""
        return min((held.confidence for held in self.parameters), key=_WORST_FIRST.index)

    def tell(self, language: Language) -> str:
        """Write the calculation in the reader's language."""
        return self.da if language == "da" else self.en


def round_oere(amount: Decimal) -> Decimal:
    """Round to whole øre, a half upwards.

    Examples
    --------
    >>> round_oere(Decimal("1448.105"))
    Decimal('1448.11')
    """
    return amount.quantize(_OERE, rounding=ROUND_HALF_UP)


def tell_kroner(amount: Decimal, language: Language) -> str:
    """Write an amount as a reader of Danish or English writes it.

    Examples
    --------
    >>> tell_kroner(Decimal("12751.68"), "da"), tell_kroner(Decimal("12751.68"), "en")
    ('12.751,68 kr.', 'DKK 12,751.68')
    """
    text = f"{round_oere(amount):,}"
    if language == "en":
        return f"DKK {text}"
    return text.translate(str.maketrans(",.", ".,")) + " kr."
