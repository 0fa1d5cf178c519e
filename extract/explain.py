"""Why an article gave the claims that it gave: every stage of the pipeline, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from extract.attributes import PUBLISHED
from extract.candidates import MODEL, of
from extract.candidates import Candidate as Row
from extract.coreference import resolver_of
from extract.explanation import SILENCES, Candidate, Explanation, Frame, Mention, Sentence, Tone, Words
from extract.mentions import KEY as MENTIONS
from extract.mentions import candidates as by_word_lists
from extract.mentions import full_span
from extract.outcomes import Key, Outcomes
from extract.relations import Reading, readings, resolved_types
from extract.sentiment import rated, sentiment
from extract.tree import tree_of
from extract.types import PRONOUN
from schemas.records import Article, Claim, FieldName

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from extract.claims import Claims
    from extract.relations import Frames

FRAMES = "frames:"
SHOWN = 0.05
"""A frame that states something less often than this is not near."""


def explain(nlp: Language, article: Article, *, least: float | None = None) -> Explanation:
    """What the pipeline saw in an article, and why it claimed what it did.

    Args:
        nlp: A pipeline of `extract.pipeline.load_pipeline`.
        article: The article; its title is explained before its text.
        least: How confident a claim must be, 0 to 1; as the pipeline was loaded where null.
    """
    if least is None:
        least = cast("Claims", nlp.get_pipe("knockon_claims")).least
    found: list[Sentence] = []
    fields: tuple[tuple[FieldName, str], ...] = (("title", article.title), ("text", article.text))
    for field, text in fields:
        if text.strip():
            doc = nlp.make_doc(text)
            doc.user_data[PUBLISHED] = article.published
            found += sentences(nlp, nlp(doc), article, field, least)
    learned = "knockon_relations" in nlp.pipe_names
    whole = rated(article)
    tone = Tone(whole.sentiment_label, whole.sentiment_score)
    return Explanation(article.id, article.title or None, article.url, least, learned, tone, found)


def sentences(nlp: Language, doc: Doc, article: Article, field: FieldName, least: float) -> list[Sentence]:
    """One field of an article, explained.

    Args:
        nlp: The pipeline.
        doc: The field's text, through the pipeline; it is left as it was.
        article: The article.
        field: Which field the document is.
        least: How confident a claim must be, 0 to 1.
    """
    tree, outcomes = tree_of(doc), Outcomes(nlp, doc, article, field, least)
    mentions = {head: _mention(doc, head, type_) for head, type_ in doc.user_data[MENTIONS]}
    fitting = _fitting(nlp, doc)
    candidates: dict[int, list[tuple[Candidate, Key]]] = defaultdict(list)
    for key, rows in _by_key(of(doc)).items():
        candidates[tree.sent[key[0]]].append((_candidate(doc, mentions, outcomes, key, rows), key))
    said: dict[int, list[Claim]] = defaultdict(list)
    for claim in outcomes.claims():
        said[claim.sentence.start].append(claim)
    found = []
    for number, span in enumerate(doc.sents):
        words = _stripped(span)
        if not words.text:
            continue
        inside = [mentions[i] for i in sorted(mentions) if span.start <= i < span.end]
        ranked = sorted(candidates[number], key=lambda item: (-item[0].confidence, item[1]))
        seen, keys = [one for one, _ in ranked], [key for _, key in ranked]
        frames = _frames(seen, keys, fitting, doc)
        claims = [claim.to_dict() for claim in said[words.start]]
        outcome, why = (None, None) if claims else _silence(inside, seen)
        felt = sentiment(words.text)
        tone = Tone(felt.label, felt.score)
        found.append(
            Sentence(words.text, words.start, words.end, field, tone, inside, seen, frames, claims, outcome, why)
        )
    return found


def _by_key(rows: list[Row]) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["subject"], row["relation"], row["object"]].append(row)
    return found


def _candidate(doc: Doc, mentions: dict[int, Mention], outcomes: Outcomes, key: Key, rows: list[Row]) -> Candidate:
    by_source = {"model" if row["source"] == MODEL else "frames": row for row in rows}
    model, frames = by_source.get("model"), by_source.get("frames")
    by_model, by_frames = (row["probability"] if row else None for row in (model, frames))
    confidence = outcomes.confidence(key[1], by_model, by_frames)
    outcome = outcomes.of(key, confidence)
    return Candidate(
        mentions[key[0]],
        key[1],
        mentions[key[2]],
        _token(doc, (frames or rows[0])["trigger"]),
        None if by_model is None else round(by_model, 3),
        None if by_frames is None else round(by_frames, 3),
        confidence,
        frames["source"].removeprefix(FRAMES) if frames else None,
        outcome.name,
        outcome.why,
        outcome.claim,
    )


def _frames(seen: list[Candidate], keys: list[Key], fitting: dict[Key, list[Reading]], doc: Doc) -> list[Frame]:
    """The frames behind the candidates, each place where one fits apart; those that fired first."""
    found = []
    for one, key in zip(seen, keys, strict=True):
        if one.frame is None or one.frames is None:
            continue
        places = [
            (
                f"{tree_of(doc).lemma[reading.trigger]}/{'+'.join(reading.roles)}",
                _token(doc, reading.trigger),
                round(reading.probability, 3),
            )
            for reading in fitting.get(key, ())
        ]
        for name, trigger, probability in places or [(one.frame, one.trigger, one.frames)]:
            ends = one.subject.surface, one.relation, one.object.surface
            found.append(Frame(name, trigger, *ends, probability, one.claim is not None, one.why))
    return sorted(found, key=lambda frame: (not frame.fired, -frame.probability))


def _fitting(nlp: Language, doc: Doc) -> dict[Key, list[Reading]]:
    """Every place where a frame fits, by what it states; more than one may state the same.

    The types are those that the frames saw: the model settles them only afterwards.
    """
    found: dict[Key, list[Reading]] = defaultdict(list)
    if "knockon_frames" in nlp.pipe_names:
        table, tree = cast("Frames", nlp.get_pipe("knockon_frames")).table, tree_of(doc)
        read = readings(tree, resolved_types(doc, by_word_lists(tree)), table)
        for one in sorted(read, key=lambda one: (one.trigger, -one.probability)):
            if one.probability >= SHOWN:
                found[one.subject, one.relation, one.object].append(one)
    return found


def _silence(mentions: list[Mention], seen: list[Candidate]) -> tuple[str, str]:
    """Why a sentence gave no claim."""
    if not mentions:
        return "no mention", SILENCES["no mention"]
    if len(mentions) == 1:
        return "one mention", f"{SILENCES['one mention']}, and “{mentions[0].text}” is the only one"
    if seen:
        best = seen[0]
        return best.outcome, f"the best candidate, “{best.reading}” at {best.confidence:.3f}: {best.why}"
    lost = [f"“{one.text}”" for one in mentions if one.type == PRONOUN and one.resolved is None]
    more = f"; {', '.join(lost)} {'stands' if len(lost) == 1 else 'stand'} for nothing known" if lost else ""
    return "no link", f"{SILENCES['no link'].replace('its', f'its {len(mentions)}')}{more}"


def _mention(doc: Doc, head: int, type_: str) -> Mention:
    start, end = full_span(tree_of(doc), head)
    span, antecedent = doc[start:end], resolver_of(doc).resolve(doc[head])
    return Mention(span.text, span.start_char, span.end_char, type_, None if antecedent is None else antecedent.text)


def _token(doc: Doc, i: int) -> Words:
    token = doc[i]
    return Words(token.text, token.idx, token.idx + len(token.text))


def _stripped(sentence: Span) -> Words:
    """The sentence without the white space around it."""
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    text = text.strip()
    return Words(text, start, start + len(text))
