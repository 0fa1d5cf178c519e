"""Status and modality: one row per construction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from extract.assertion import assess

Parse = Callable[[str], Doc]
Word = Callable[[Doc, str], Token]


def _assess(parse: Parse, word: Word, text: str, row: str, relation: str | None = None) -> tuple[str, str]:
    """Read a row "trigger" or "subject trigger object" ("-" for none)."""
    doc = parse(text)
    parts = row.split()
    subject, trigger, object_ = parts if len(parts) == 3 else ("-", parts[0], "-")

    def span(form: str):  # type: ignore[no-untyped-def]
        if form == "-":
            return None
        at = word(doc, form).i
        return doc[at : at + 1]

    return tuple(assess(word(doc, trigger), span(subject), span(object_), relation))  # type: ignore[return-value]


STATUS = [
    # what holds
    ("Europe relies on Russian gas.", "Europe relies gas", "holds"),
    ("The plant, which does not export, relies on imported ore.", "plant relies ore", "holds"),
    ("Prices did not rise because Europe relies on local gas.", "Europe relies gas", "holds"),
    ("The mine not only supplies the smelter but also a refinery.", "mine supplies smelter", "holds"),
    ("China rather than Vietnam supplies the magnets.", "China supplies magnets", "holds"),
    ("The refinery could not avoid buying local crude.", "refinery buying crude", "holds"),
    ("It is not hard to see why Europe relies on local gas.", "Europe relies gas", "holds"),
    ("The plant does not rely on gas but on coal.", "plant rely coal", "holds"),
    ("The strike could not be ended because of the storm.", "storm ended strike", "holds"),
    # what is denied
    ("The plant does not rely on gas but on coal.", "plant rely gas", "denied"),
    ("The plant does not rely on gas or coal.", "plant rely coal", "denied"),
    ("The hurdle is not money.", "money hurdle -", "denied"),
    ("The plant does not rely on imported ore.", "plant rely ore", "denied"),
    ("The plant will never rely on imported ore.", "plant rely ore", "denied"),
    ("The mine hasn't supplied the smelter.", "mine supplied smelter", "denied"),
    ("The mine failed to supply the smelter.", "mine supply smelter", "denied"),
    ("The mine refused to supply the smelter.", "mine supply smelter", "denied"),
    ("Neither the mine nor the port can supply the smelter.", "mine supply smelter", "denied"),
    ("Neither the mine nor the port can supply the smelter.", "port supply smelter", "denied"),
    ("No mine supplies the smelter.", "mine supplies smelter", "denied"),
    ("The smelter depends on no mine.", "smelter depends mine", "denied"),
    ("Smelters make steel without imported coal.", "Smelters make coal", "denied"),
    ("China rather than Vietnam supplies the magnets.", "Vietnam supplies magnets", "denied"),
    ("Money is not the hurdle for the mine, water is.", "Money hurdle mine", "denied"),
    ("Officials do not expect the plant to rely on imports.", "plant rely imports", "denied"),
    ("The tariffs are unlikely to hurt exporters.", "tariffs hurt exporters", "denied"),
    ("The plant is far from relying on imports.", "plant relying imports", "denied"),
    ("The rules prevented refiners from supplying the port.", "refiners supplying port", "denied"),
    ("Output was unaffected by the strike.", "Output unaffected strike", "denied"),
    ("The strike had little effect on output.", "strike effect output", "denied"),
    ("Neither Peru nor Chile produces gallium.", "Peru produces gallium", "denied"),
    ("Neither Peru nor Chile produces gallium.", "Chile produces gallium", "denied"),
    ("Neither Peru, Chile nor Bolivia produces gallium.", "Peru produces gallium", "denied"),
    ("Neither tariffs nor quotas hurt automakers.", "tariffs hurt automakers", "denied"),
    ("The plant depends on neither coal nor oil.", "plant depends coal", "denied"),
    ("The plant depends on neither coal nor oil.", "plant depends oil", "denied"),
    ("The plant relies neither on coal nor on oil.", "plant relies coal", "denied"),
    ("The plant relies neither on coal nor on oil.", "plant relies oil", "denied"),
    ("The strike hurt neither smelters nor refiners.", "strike hurt smelters", "denied"),
    ("Growers were hurt by neither frost nor hail.", "Growers hurt frost", "denied"),
    ("The ban neither hurts growers nor helps millers.", "ban hurts growers", "denied"),
    ("The ban neither hurts growers nor helps millers.", "ban helps millers", "denied"),
    ("The plant does not rely on coal nor on oil.", "plant rely coal", "denied"),
    ("The mill does not export paper, nor does it rely on coal.", "mill export paper", "denied"),
    ("The mill does not export paper, nor does it rely on coal.", "it rely coal", "denied"),
    ("Neither the ban nor the quota has any effect on exports.", "quota quota exports", "denied"),
    ("The smelter depends on no mine or port.", "smelter depends port", "denied"),
    ("Berlin has no tariffs on steel.", "tariffs tariffs steel", "denied"),
    # what has ended
    ("The plant no longer relies on imported ore.", "plant relies ore", "ended"),
    ("The plant does not rely on imported ore any longer.", "plant rely ore", "ended"),
    ("The firm stopped selling magnets to the smelter.", "firm selling magnets", "ended"),
]


@pytest.mark.parametrize(("text", "row", "status"), STATUS)
def test_status(parse: Parse, word: Word, text: str, row: str, status: str) -> None:
    assert _assess(parse, word, text, row)[0] == status


MEASURES = [
    ("China lifted its ban on gallium exports.", "- ban exports", "ended"),
    ("The government scrapped the tariffs on steel.", "government scrapped steel", "ended"),
    ("The tariffs on steel were removed in March.", "tariffs tariffs steel", "ended"),
    ("The lifting of the ban on wheat exports calmed traders.", "- ban exports", "ended"),
    ("The quota on textile imports expired in January.", "- quota imports", "ended"),
    ("China did not lift its ban on gallium exports.", "- ban exports", "holds"),
    ("India may lift its ban on rice exports.", "- ban exports", "holds"),
    ("Washington exempted solar cells from the tariffs.", "tariffs exempted cells", "exempt"),
    ("China imposed a ban on gallium exports.", "China imposed exports", "holds"),
]


@pytest.mark.parametrize(("text", "row", "status"), MEASURES)
def test_status_of_a_measure(parse: Parse, word: Word, text: str, row: str, status: str) -> None:
    assert _assess(parse, word, text, row, "RESTRICTS")[0] == status


def test_a_measure_that_may_be_lifted_is_in_force(parse: Parse, word: Word) -> None:
    assert _assess(parse, word, "India may lift its ban on rice exports.", "- ban exports", "RESTRICTS") == (
        "holds",
        "asserted",
    )


def test_a_measure_lifted_is_itself_decreased(parse: Parse, word: Word) -> None:
    text = "The government scrapped the tariffs on steel."
    assert _assess(parse, word, text, "government scrapped tariffs", "DECREASES")[0] == "holds"


MODALITY = [
    ("Europe relies on Russian gas.", "relies", "asserted"),
    ("The drought cut output last year.", "cut", "asserted"),
    ("Tariffs will raise prices.", "raise", "forecast"),
    ("Tariffs are expected to raise prices.", "raise", "forecast"),
    ("The company plans to build a smelter.", "build", "forecast"),
    ("The mine is set to supply the smelter.", "supply", "forecast"),
    ("The mine is going to supply the smelter.", "supply", "forecast"),
    ("Analysts expect that tariffs will raise prices.", "raise", "forecast"),
    ("The ministry announced plans to restrict exports.", "restrict", "forecast"),
    ("The minister said the plan would raise output.", "raise", "forecast"),
    ("The plant will open next year, creating jobs.", "creating", "forecast"),
    ("The drought will lead to a drop in output.", "drop", "forecast"),
    ("The plant will cut costs and raise output.", "raise", "forecast"),
    ("Tariffs may raise prices.", "raise", "possible"),
    ("Tariffs could raise prices.", "raise", "possible"),
    ("The strike might disrupt exports.", "disrupt", "possible"),
    ("Tariffs will likely raise prices.", "raise", "possible"),
    ("Analysts expect a surge in demand.", "expect", "forecast"),
    ("The company hopes to build a smelter.", "build", "possible"),
    ("The company is seeking to buy the mine.", "buy", "possible"),
    ("Carmakers see a risk of a shortage.", "shortage", "possible"),
    ("If tariffs raise prices, demand will fall.", "raise", "conditional"),
    ("If tariffs raise prices, demand will fall.", "fall", "conditional"),
    ("Output will fall unless the port reopens.", "reopens", "conditional"),
    ("A tariff would raise prices.", "raise", "conditional"),
    ("Should the port close, exports would fall.", "fall", "conditional"),
    ("The firm, which may expand, relies on imported ore.", "relies", "asserted"),
    ("The tariff will hurt Europe's dependence on imports.", "dependence", "asserted"),
]


@pytest.mark.parametrize(("text", "trigger", "modality"), MODALITY)
def test_modality(parse: Parse, word: Word, text: str, trigger: str, modality: str) -> None:
    assert _assess(parse, word, text, trigger)[1] == modality


@pytest.mark.parametrize(("relation", "modality"), [("INCREASES", "forecast"), ("SUPPORTS", "asserted")])
def test_an_aim_is_a_forecast_on_quantities_only(parse: Parse, word: Word, relation: str, modality: str) -> None:
    text = "The government approved the loan to boost domestic supply."
    assert _assess(parse, word, text, "loan boost supply", relation)[1] == modality
