"""What people call the particulars the rules ask of an opening, and what can be answered.

A particular that a rule reads and that nobody has stated leaves the rule open; here is what to ask
for it, in both languages, and the values that may be given.
"""

from collections.abc import Mapping

from matcher.rules.term_names import DAYS, FIXED, FLAGS, HOURS, NUMBERS, TEXTS
from matcher.vocabulary import CEFR, EducationLevel, Term, TermKind

Choices = Mapping[str, tuple[str, str]]


_NONE = {"none": ("ingen", "none")}

_CHOICES: Mapping[str, tuple[str, str, Choices]] = {
    "agreement": (
        "Uddannelsesaftale",
        "Training agreement",
        {
            "eud": ("erhvervsuddannelse (EUD)", "vocational education (EUD)"),
            "maritim": ("maritim uddannelse", "maritime education"),
            **_NONE,
        },
    ),
    "agreement_kind": (
        "Uddannelsesaftalens art",
        "Kind of training agreement",
        {
            "almindelig": ("almindelig", "ordinary"),
            "kombination": ("kombinationsaftale", "combined"),
            "kort": ("kort aftale", "short"),
            "ny_mesterlaere": ("ny mesterlære", "new apprenticeship"),
            "rest": ("restaftale", "remaining"),
            "del": ("delaftale", "part"),
            "ingen": ("ingen", "none"),
        },
    ),
    "combined_with": (
        "Kombineres i virksomheden med",
        "Combined in the company with",
        {
            "virksomhedspraktik": ("virksomhedspraktik", "a work placement"),
            "loentilskud": ("løntilskud", "a wage subsidy"),
            **_NONE,
        },
    ),
    "danish_level": ("Niveau i dansk", "Level of Danish", {name: (name, name) for name in CEFR}),
    "employee_education": (
        "Den ansattes højeste uddannelse",
        "The employee's highest education",
        {level.value: (level.label("da"), level.label("en")) for level in EducationLevel},
    ),
    "employer_sector": (
        "Arbejdsgiveren er",
        "The employer is",
        {"privat": ("privat", "private"), "offentlig": ("offentlig", "public")},
    ),
    "euv_route": (
        "Vej fundet ved RKV",
        "Route found by RKV",
        {"euv1": ("EUV 1", "EUV 1"), "euv2": ("EUV 2", "EUV 2"), "euv3": ("EUV 3", "EUV 3")},
    ),
    "fvu_exception": (
        "Undtagelse fra alderskravet",
        "Exemption from the age",
        {
            "selvforsoergende": ("selvforsørgende", "self-supporting"),
            "job_20_timer": ("i job mindst 20 timer om ugen", "in a job of 20 hours a week"),
            "ungdomsuddannelse": ("har ungdomsuddannelse", "has upper secondary education"),
            "barsel": ("på barsel", "on parental leave"),
            "ikke_fgu": ("ikke i målgruppen for FGU", "not in the target group of FGU"),
            "kriminalforsorg": ("under kriminalforsorgen", "in the care of the prison service"),
            "ingen": ("ingen", "none"),
        },
    ),
    "fvu_subject": (
        "Fag",
        "Subject",
        {
            "dansk": ("FVU-dansk", "Danish"),
            "matematik": ("FVU-matematik", "mathematics"),
            "digital": ("FVU-digital", "digital"),
            "engelsk": ("FVU-engelsk", "English"),
            "start": ("FVU-start", "start"),
        },
    ),
    "other_support": (
        "Anden offentlig støtte til de samme timer",
        "Other public support for the same hours",
        {
            **_NONE,
            "aub": ("kun bonus fra AUB", "AUB bonus only"),
            "anden": ("anden støtte", "other support"),
        },
    ),
    "regional_list": (
        "Den regionale positivliste",
        "The regional list",
        {
            "egen": ("på egen regions liste", "on the own region's list"),
            "nabo": ("på en naboregions liste", "on a neighbouring region's list"),
            "ingen": ("på ingen liste", "on no list"),
        },
    ),
    "svu_kind": (
        "Uddannelsens art",
        "Kind of education",
        {
            "fvu": ("FVU", "FVU"),
            "obu": ("ordblindeundervisning", "teaching for dyslexia"),
            "almen": ("almen", "general"),
            "videregaaende": ("videregående", "higher"),
        },
    ),
    "tasks": (
        "Opgaver på listen over lettere arbejde",
        "Tasks on the list of light work",
        {
            "lettere_ekspedition": ("lettere ekspedition", "light serving of customers"),
            "lettere_rengoering": ("lettere rengøring", "light cleaning"),
            "borddaekning": ("borddækning", "laying tables"),
            "vareopfyldning": ("vareopfyldning", "filling shelves"),
            "pakning": ("pakning", "packing"),
            "flaskesortering": ("flaskesortering", "sorting bottles"),
            "avisudbringning": ("avisudbringning", "delivering papers"),
            "reklameomdeling": ("reklameomdeling", "handing out advertisements"),
            "bogopsaetning": ("bogopsætning", "putting up books"),
            "dyrepasning": ("dyrepasning", "minding animals"),
            "baerplukning": ("bærplukning", "picking berries"),
            "budtjeneste": ("budtjeneste", "running errands"),
            "lettere_montering": ("lettere montering", "light assembly"),
            "servering_uden_alkohol": ("servering uden alkohol", "serving without alcohol"),
            "medhjaelper_under_svend": ("medhjælper under svend", "helping a journeyman"),
            "ufarlige_maskiner": ("ufarlige maskiner", "harmless machines"),
            "plejehjemskoekken": ("køkken på plejehjem", "kitchen of a nursing home"),
            "hoejtlaesning": ("højtlæsning", "reading aloud"),
            "andet": ("andet", "other"),
        },
    ),
    "training_kind": (
        "Uddannelsens art for den ansatte",
        "Kind of training of the employee",
        {
            "amu": ("AMU", "AMU"),
            "eud": ("erhvervsuddannelse (EUD)", "vocational education (EUD)"),
            "maritim": ("maritim uddannelse", "maritime education"),
            "aub": ("uddannelse med støtte fra AUB", "education with support from AUB"),
        },
    ),
    "workplace": (
        "Arbejdssted",
        "Place of work",
        {
            "bageri": ("bageri", "bakery"),
            "stald": ("stald", "stable"),
            "avisudbringning": ("avisudbringning", "delivering papers"),
            "butik": ("butik", "shop"),
            "kontor": ("kontor", "office"),
            "tankstation": ("tankstation", "petrol station"),
            "bagerbutik": ("bagerbutik", "baker's shop"),
            "kiosk": ("kiosk", "kiosk"),
            "hotel": ("hotel", "hotel"),
            "restaurant": ("restaurant", "restaurant"),
            "grillbar": ("grillbar", "grill bar"),
            "teater": ("teater", "theatre"),
            "biograf": ("biograf", "cinema"),
            "koncertsted": ("koncertsted", "concert hall"),
            "netcafe": ("netcafé", "internet café"),
            "andet": ("andet", "other"),
        },
    ),
}

_NAMES: tuple[tuple[TermKind, Mapping[str, tuple[str, str]]], ...] = (
    (TermKind.FLAG, FLAGS),
    (TermKind.NUMBER, NUMBERS),
    (TermKind.DAY, DAYS),
    (TermKind.HOUR, HOURS),
    (TermKind.TEXT, TEXTS),
    (TermKind.FIXED, FIXED),
)

TERMS: Mapping[str, Term] = {
    name: Term(name, kind, *words) for kind, names in _NAMES for name, words in names.items()
} | {
    name: Term(name, TermKind.CHOICE, da, en, choices)
    for name, (da, en, choices) in _CHOICES.items()
}
"""Every particular that any rule reads, by its key."""
