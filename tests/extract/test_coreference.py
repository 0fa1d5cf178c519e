"""What pronouns and short definite phrases stand for: one row per construction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extract.coreference import Resolver

ROWS = [
    # possessives and pronouns
    ("Acme Corp. sold its smelter.", "its", "Acme Corp."),
    ("Germany buys gas. It relies on pipelines.", "It", "Germany"),
    ("Carmakers need chips. They rely on Taiwan.", "They", "Carmakers"),
    ("Miners sold their shares.", "their", "Miners"),
    ("Germany buys gas from Norway. Its industry relies on pipelines.", "Its", "Germany"),
    # relative pronouns
    ("The smelter, which buys ore from Peru, closed.", "which", "smelter"),
    ("Acme closed a plant that makes magnets.", "that", "plant"),
    # definite descriptions
    ("Acme Corp. makes magnets in Ohio. The company relies on China.", "company", "Acme Corp."),
    ("Acme Corp. makes magnets in Ohio. The tech giant relies on China.", "giant", "Acme Corp."),
    ("Germany buys gas from Norway. The country relies on pipelines.", "country", "Germany"),
    ("China announced an export ban on gallium. The ban hurts chipmakers.", "ban", "export ban"),
    ("Traders bought copper. The metal is used in cables.", "metal", "copper"),
    ("Ford Motor Co. makes trucks in Ohio. The carmaker relies on China.", "carmaker", "Ford Motor Co."),
    ("The tanker Korvan Star ran aground. The vessel blocks the canal.", "vessel", "tanker Korvan Star"),
    ("Germany banned imports of coal. The bloc of states agreed.", "bloc", None),
    # a name stands for what it was resolved to
    ("Acme Corp. makes magnets. The company relies on China. It buys ore there.", "It", "Acme Corp."),
    ("Acme Corp. makes magnets. The company, which relies on China, grew.", "which", "Acme Corp."),
    # what stands for nothing
    ("Acme Corp. makes magnets in Ohio. The supply chain relies on China.", "chain", None),
    ("Germany buys gas from Norway. The global economy relies on pipelines.", "economy", None),
    ("Acme Corp. makes magnets. The company's rival relies on China.", "rival", None),
    ("Jane Doe bought shares. It relies on China.", "It", None),
    ("It is likely that prices will rise.", "It", None),
    ("It takes years to build a mine.", "It", None),
    ("The company relies on China.", "company", None),
    ("Acme Corp. makes magnets. A company in Ohio relies on China.", "company", None),
    ("Prices fell.", "Prices", None),
]


@pytest.mark.parametrize(("text", "form", "antecedent"), ROWS)
def test_resolve(parse: Callable[[str], Doc], text: str, form: str, antecedent: str | None) -> None:
    doc = parse(text)
    found = Resolver(doc).resolve(next(token for token in reversed(list(doc)) if token.text == form))
    assert (found.text if found is not None else None) == antecedent


def test_a_span_is_resolved_by_its_head(parse: Callable[[str], Doc]) -> None:
    doc = parse("Acme Corp. makes magnets in Ohio. The company relies on China.")
    span = doc.char_span(doc.text.index("The company"), doc.text.index(" relies"))
    assert span is not None
    found = Resolver(doc).resolve(span)
    assert found is not None
    assert found.text == "Acme Corp."


def test_the_answer_does_not_depend_on_the_order_of_questions(parse: Callable[[str], Doc]) -> None:
    text = "Acme Corp. makes magnets. The company relies on China. It closed its plant. They sued it."
    doc = parse(text)

    def answers(order: list[int]) -> dict[int, str | None]:
        resolver = Resolver(doc)
        found = {i: resolver.resolve(doc[i]) for i in order}
        return {i: span.text if span is not None else None for i, span in found.items()}

    indices = list(range(len(doc)))
    assert answers(indices) == answers(indices[::-1])
