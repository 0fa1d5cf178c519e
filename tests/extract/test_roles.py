"""Who fills which role, on real parses; one row per construction that the walk makes alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.roles import Roles
from extract.tree import Tree

if TYPE_CHECKING:
    from spacy.language import Language

# sentence, trigger word, (role, filler) that must be found, (role, filler) that must not
ROWS: dict[str, tuple[str, str, set[tuple[str, str]], set[tuple[str, str]]]] = {
    "active": ("Storms damaged crops in Spain.", "damaged", {("A0", "Storms"), ("A1", "crops")}, set()),
    "passive": ("The crops were damaged by storms.", "damaged", {("A0", "storms"), ("A1", "crops")}, {("A0", "crops")}),
    "passive without agent": ("The crops were damaged.", "damaged", {("A1", "crops")}, {("A0", "crops")}),
    "lists on both sides": (
        "Storms and frost have damaged vines and crops.",
        "damaged",
        {("A0", "Storms"), ("A0", "frost"), ("A1", "vines"), ("A1", "crops")},
        set(),
    ),
    "dative": (
        "Norway sends Germany a tanker.",
        "sends",
        {("A0", "Norway"), ("A2", "Germany"), ("A1", "tanker")},
        set(),
    ),
    "relative clause, subject": (
        "Farmers who grow cotton need rain.",
        "grow",
        {("A0", "Farmers"), ("A1", "cotton")},
        {("A0", "who")},
    ),
    "relative clause, object": (
        "The machines that the factory makes are large.",
        "makes",
        {("A0", "factory"), ("A1", "machines")},
        set(),
    ),
    "participle, active": (
        "Companies making machines are hiring.",
        "making",
        {("A0", "Companies"), ("A1", "machines")},
        set(),
    ),
    "participle, passive": (
        "Cotton grown by farmers is dry.",
        "grown",
        {("A0", "farmers"), ("A1", "Cotton")},
        {("A0", "Cotton")},
    ),
    "coordinated verbs share the subject": (
        "The firm buys ore and sells copper.",
        "sells",
        {("A0", "firm"), ("A1", "copper")},
        set(),
    ),
    "controlled infinitive": ("The firm plans to smelt copper.", "smelt", {("A0", "firm"), ("A1", "copper")}, set()),
    "infinitive below an object": (
        "The state forced the firm to smelt copper.",
        "smelt",
        {("A0", "firm"), ("A1", "copper")},
        {("A0", "state")},
    ),
    "comment on the main clause": (
        "Costs rose, squeezing margins.",
        "squeezing",
        {("A0c", "Costs"), ("A1", "margins")},
        set(),
    ),
    "comment over a clause that has not happened": (
        "Rents soar until the depot is built, draining savings.",
        "draining",
        {("A0c", "Rents"), ("A1", "savings")},
        {("A0c", "depot")},
    ),
    "two-word preposition": ("Prices rose because of the drought.", "rose", {("P_because_of", "drought")}, set()),
    "preposition": ("The plant relies on gas.", "relies", {("A0", "plant"), ("P_on", "gas")}, set()),
    "second step": (
        "Tariffs destroy profits for brewers.",
        "destroy",
        {("A1", "profits"), ("A1/P_for", "brewers")},
        set(),
    ),
    "noun with owner and complement": (
        "Critics fear Europe's dependence on gas.",
        "dependence",
        {("POSS", "Europe"), ("P_on", "gas"), ("SELF", "dependence")},
        set(),
    ),
    "owner hung on the first word of a compound": (
        "Airlines struggle as their fuel costs rise.",
        "costs",
        {("POSS", "their"), ("POSS_rise", "their")},
        set(),
    ),
    "common noun before a name": (
        "Volvo raised its stake in chip maker Nordal.",
        "maker",
        {("IS", "Nordal"), ("COMP", "chip")},
        set(),
    ),
    "adjective with an owner is a noun": (
        "Airbus beat its rival Boeing.",
        "rival",
        {("POSS", "its"), ("APP", "Boeing")},
        set(),
    ),
    "thanks to": (
        "Thanks to the subsidy, brewers are hiring.",
        "Thanks",
        {("UP_A0", "brewers"), ("P_to", "subsidy")},
        set(),
    ),
    "in partnership, hung on the object": (
        "Ford will build the plant in partnership with Samsung.",
        "partnership",
        {("UP_A0", "Ford"), ("P_with", "Samsung")},
        set(),
    ),
    "in a country, hung on the object": (
        "Ford will build the plant in the country of Samsung.",
        "country",
        {("P_of", "Samsung")},
        {("UP_A0", "plant")},
    ),
    "dative beside the object": ("The subsidy gave brewers a boost.", "boost", {("UP_A2", "brewers")}, set()),
    "instead of": (
        "Mills use hydrogen instead of coal.",
        "use",
        {("A1", "hydrogen"), ("P_instead_of", "coal")},
        {("P_of", "coal")},
    ),
    "such as, of a relation": ("Volvo's rivals, such as Audi, cut output.", "rivals", {("P_such_as", "Audi")}, set()),
    "such as, of a kind": (
        "Goods such as flour are scarce.",
        "Goods",
        set(),
        {("P_such_as", "flour"), ("P_as", "flour")},
    ),
    "from one to the other": (
        "The shift from coal to hydrogen is slow.",
        "shift",
        {("P_from", "coal"), ("P_to", "hydrogen")},
        {("P_from", "hydrogen"), ("P_from_to", "coal")},
    ),
    "away from": (
        "Mills are shifting away from coal to hydrogen.",
        "shifting",
        {("P_from", "coal"), ("P_to", "hydrogen")},
        set(),
    ),
    "light verb": ("China has a monopoly on gallium.", "monopoly", {("LV", "China"), ("P_on", "gallium")}, set()),
    "what is said to be it": (
        "Peru is a producer of copper.",
        "producer",
        {("IS", "Peru"), ("P_of", "copper")},
        {("TOP", "Peru")},
    ),
    "the largest": (
        "Chile is the world's largest producer of copper.",
        "producer",
        {("TOP", "Chile"), ("IS", "Chile")},
        set(),
    ),
    "the second largest": (
        "Peru is the world's second-largest producer of copper.",
        "producer",
        {("IS", "Peru")},
        {("TOP", "Peru")},
    ),
    "apposition": (
        "Yara, a maker of fertilizer, cut output.",
        "maker",
        {("IS", "Yara"), ("P_of", "fertilizer")},
        set(),
    ),
    "adjective": ("The region is dependent on coal.", "dependent", {("IS", "region"), ("P_on", "coal")}, set()),
    "adjective behind its noun": (
        "The group is building a battery industry less reliant on China.",
        "reliant",
        {("IS", "industry"), ("P_on", "China")},
        set(),
    ),
    "copula turned round": (
        "The main bottleneck for shipbuilding is steel.",
        "bottleneck",
        {("DOWN_AT", "steel"), ("P_for", "shipbuilding")},
        set(),
    ),
    "copula that goes on": (
        "Mills wait for logs; the hurdle is not money, it is trucks and drivers.",
        "hurdle",
        {("DOWN_AT", "money"), ("DOWN_AT", "trucks"), ("DOWN_AT", "drivers"), ("BEFORE", "Mills")},
        set(),
    ),
    "copula corrected in the next sentence": (
        "Mills wait for logs. The hurdle is not money. It is trucks.",
        "hurdle",
        {("DOWN_AT", "money"), ("DOWN_AT", "trucks"), ("BEFORE", "Mills")},
        set(),
    ),
    "next sentence after a copula that is not denied": (
        "Mills wait for logs. The hurdle is money. It is a loan.",
        "hurdle",
        {("DOWN_AT", "money")},
        {("DOWN_AT", "loan")},
    ),
    "sentence that the parser takes for a noun phrase": (
        "A cyberattack disrupted port operations.",
        "disrupted",
        {("A0", "cyberattack"), ("A1", "operations")},
        set(),
    ),
}


@pytest.mark.parametrize(("sentence", "trigger", "there", "not_there"), ROWS.values(), ids=ROWS)
def test_role(
    sentence: str, trigger: str, there: set[tuple[str, str]], not_there: set[tuple[str, str]], nlp: Language
) -> None:
    doc = nlp(sentence)
    i = next(token.i for token in doc if token.text == trigger)
    found = {(role, doc[j].text) for role, j in Roles(Tree(doc)).of(i)}
    assert there <= found
    assert not found & not_there


def test_every_filler_is_named_once_for_each_role(nlp: Language) -> None:
    doc = nlp("Storms and frost damaged vines and crops of farmers in Spain and Italy, hurting exports.")
    roles = Roles(Tree(doc))
    for token in doc:
        fillers = roles.of(token.i)
        assert len(set(fillers)) >= len(fillers) - 2


def test_a_circle_of_control_ends(nlp: Language) -> None:
    doc = nlp("Plans to want to try to plan to want ended and ended and ended.")
    roles = Roles(Tree(doc))
    assert all(roles.of(token.i) is not None for token in doc)
