"""Words that tell the frame of a sentence: who, how, and what is announced."""

from collections.abc import Mapping


def _list(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_BY_CLASS = {
    "du": _list("du dig din dit dine you your"),
    "jeg": _list("jeg mig min mit mine i my"),
    "vi": _list("vi os vores we our us"),
    "pron": _list(
        "han hun den det de man sig sin sit sine hans hendes deres der som hvor it they who"
    ),
    "prep": _list(
        "af på i til med for om fra ved under over efter mellem inden indenfor gennem mod hos",
        "uden samt blandt omkring of to with for in on at from by within",
    ),
    "konj": _list("og eller men både samt and or but"),
    "sub": _list("at hvis når da fordi så mens ligesom that if when because"),
    "art": _list("en et den det de a an the"),
    "modal": _list(
        "kan kunne skal skulle vil ville må bør tør formår evner evne can must will should may"
    ),
    "be": _list("er var være bliver blive været is are be am"),
    "have": _list("har have haft får få has"),
    "neg": _list("ikke ingen intet uden not no"),
    "adv": _list(
        "også gerne meget godt altid desuden derudover herunder bl.a blandt primært especially",
        "also",
    ),
}

CLASSES: Mapping[str, str] = {word: name for name, words in _BY_CLASS.items() for word in words}
"""Little words by what they do in a sentence; a word of two classes has the later."""

CUES = _list(
    "erfaring kendskab viden interesse lyst evne evner god dygtig stærk fortrolig rutineret",
    "opgaver arbejdsopgaver ansvar opgave forventer forudsætning søger ønsker lægger vægt trives",
    "behersker uddannet uddannelse kompetencer profil tilbyder får indsigt forståelse flair sans",
    "brænder mod motiveres vant klar indgå arbejder undervise varetage bidrage fordel krav plus",
    "experience knowledge responsible skills able offer tasks",
)
"""Words that announce what is asked for or offered."""

SENTENCE_CUES = _list(
    "du vi jeg vores tilbyder løn ansøgning ansøgningsfrist kontakt stillingen forventer søger",
    "ønsker skal kan er har opgaver ansøg samtaler afdelingen you we",
)
"""Words that tell what a whole sentence is about."""

SHORT_VERBS = _list("få gå se stå bo nå tage lede give gøre have være blive have")
"""Infinitives that are short or are little words besides."""

UNSAID = _list(
    "og eller i på af til med for om ved at en et den det de som er du din dit dine vores and or",
    "of in to the a god gode godt stor store ny nye flere bred brede solid",
)
"""Words that a name and a phrase may share without meaning the same."""

EVERYDAY = _list(
    "r salg plan service drift overblik mange arbejde opgave system måling fod hold stand tegn"
)
"""Names that are everyday words as well; they count only where the tagger sees a skill."""
