"""A chance is never said without its doubt and its base, in Danish and in English."""

import pytest
from flask_babel import force_locale

from matcher.vocabulary import UNKNOWN_CHANCE, Chance, Sureness
from web.chances import (
    chance_base,
    chance_doubt,
    chance_words,
    count_of_100,
    lay_out_hundred,
    word_fully,
)

UNSURE = Chance(0.184, 0.093, 0.301, 0.9, 240, 43, 1_900, Sureness.UNSURE)
SURE = Chance(0.011, 0.004, 0.031, 0.9, 1_240, 13, 1_900, Sureness.QUITE_SURE)
HARDLY = Chance(0.004, 0.001, 0.02, 0.9, 1_240, 4, 1_900, Sureness.QUITE_SURE)
NEARLY = Chance(0.997, 0.98, 0.999, 0.9, 1_240, 1_238, 1_900, Sureness.QUITE_SURE)
FEW = Chance(0.5, 0.1, 0.9, 0.9, 1, 0, 1, Sureness.TOO_FEW)
NONE = Chance(0.5, 0.1, 0.9, 0.9, 0, 0, 0, Sureness.TOO_FEW)


@pytest.fixture
def context(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("chance", "danish", "english"),
    [
        (
            UNSURE,
            (
                "18 ud af 100 sådanne match varede 26 uger (usikkert: mellem 9 og 31 af 100). "
                "Bygger på 240 match med omtrent samme score; 43 varede."
            ),
            (
                "18 in 100 such matches lasted 26 weeks (unsure: between 9 and 31 in 100). "
                "Rests on 240 matches with about the same score; 43 lasted."
            ),
        ),
        (
            SURE,
            (
                "1 ud af 100 sådanne match varede 26 uger (ret sikkert: mellem 0 og 4 af 100). "
                "Bygger på 1.240 match med omtrent samme score; 13 varede."
            ),
            (
                "1 in 100 such matches lasted 26 weeks (quite sure: between 0 and 4 in 100). "
                "Rests on 1,240 matches with about the same score; 13 lasted."
            ),
        ),
        (
            FEW,
            (
                "For få erfaringer til at sige, hvor ofte sådanne match varer. "
                "Bygger på 1 match med omtrent samme score; 0 varede."
            ),
            (
                "Too little experience to say how often such matches last. "
                "Rests on 1 match with about the same score; 0 lasted."
            ),
        ),
        (
            NONE,
            (
                "For få erfaringer til at sige, hvor ofte sådanne match varer. "
                "Endnu er intet match med sådan en score fulgt i 26 uger."
            ),
            (
                "Too little experience to say how often such matches last. "
                "No match with such a score has been followed for 26 weeks yet."
            ),
        ),
        (
            UNKNOWN_CHANCE,
            (
                "Hvor ofte sådanne match varer, ved vi ikke endnu. "
                "Den version, der ordner, er ikke holdt op mod, hvad der skete bagefter."
            ),
            (
                "How often such matches last is not known yet. "
                "The version that ranks has not been held against what happened afterwards."
            ),
        ),
    ],
)
def test_a_chance_reads_whole_in_both_languages(context, chance, danish, english):
    assert word_fully(chance, "da") == danish
    assert word_fully(chance, "en") == english


def test_what_hardly_ever_or_nearly_always_happens_is_not_called_never_or_always(context):
    with force_locale("da"):
        assert chance_words(HARDLY) == "Færre end 1 ud af 100 sådanne match varede 26 uger"
        assert chance_words(NEARLY) == "Flere end 99 ud af 100 sådanne match varede 26 uger"


@pytest.mark.parametrize("chance", [FEW, NONE, UNKNOWN_CHANCE])
def test_where_too_little_is_known_no_number_is_said_but_the_base(context, chance):
    assert not any(letter.isdigit() for letter in chance_words(chance))
    assert chance_doubt(chance) == ""
    assert chance_base(chance)


@pytest.mark.parametrize("chance", [UNSURE, SURE, HARDLY, NEARLY])
def test_the_dots_are_a_hundred_and_hold_the_interval(chance):
    dots = lay_out_hundred(chance)
    kinds = [dot.kind for dot in dots]
    _, low, high = count_of_100(chance)
    assert (len(kinds), kinds.count("sure"), kinds.count("not")) == (100, low, 100 - high)
    assert len({(dot.x, dot.y) for dot in dots}) == 100


@pytest.mark.parametrize("chance", [UNSURE, HARDLY, FEW, UNKNOWN_CHANCE])
def test_a_pair_s_page_says_the_chance_and_draws_a_dot_of_a_hundred_where_it_is_known(
    app, context, chance
):
    part = app.jinja_env.get_template("consultant/_chance.html").module
    with force_locale("da"):
        shown = part.chance_section(chance)
        assert chance_words(chance) in shown
    assert shown.count("<circle") == (100 if chance_doubt(chance) else 0)
