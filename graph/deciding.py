"""Makes what people decide part of the graph, and takes it back: the graph is then as if it had always been so.

A decision and all that follows from it are one transaction. Only the claims that come to mean something else are linked
anew, and only the entities and edges that follow from those are worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import cypher
from graph.consequences import Consequences
from graph.decisions import Decided, form, recorded
from graph.edges import LinkedClaim
from graph.existing import claims_by_id, claims_of_entities, decisions_of, entities_of, run
from graph.find import find_entity
from graph.linking import Linker
from graph.linking import linker as built_in_linker
from graph.normal_form import slug
from graph.rows import article_of
from graph.stores.base import Store, Transaction
from graph.writing import link, run_rows, unlink
from schemas.errors import InputError, UnknownClaimError, UsageError
from schemas.records import Decision, Entity
from schemas.vocabulary import Vocabulary
from schemas.vocabulary import vocabulary as built_in

LIST = "'knockon entities decisions' lists them"


@dataclass(frozen=True)
class Outcome:
    """What deciding, or taking back, has done.

    Attributes:
        decision: What was decided, or taken back.
        claims: How many claims mean something else now, or count now, or do not any more.
        undone: Whether the decision was taken back.
    """

    decision: Decision
    claims: int
    undone: bool = False


class Decider:
    """Decides on one graph.

    Args:
        store: The graph.
        linker: What links a mention that nobody has decided on.
        vocabulary: The vocabulary of the claims.
        date: When the decisions are made, ISO 8601; null where nobody cares.
        why: The reason.
    """

    def __init__(
        self,
        store: Store,
        *,
        linker: Linker | None = None,
        vocabulary: Vocabulary | None = None,
        date: str | None = None,
        why: str | None = None,
    ) -> None:
        self.store = store
        self.linker = linker or built_in_linker()
        self.vocabulary = vocabulary or built_in()
        self.date, self.why = date, why

    def merge(self, entity: str, other: str) -> Outcome:
        """What means `other` means `entity` from now on; both are ids or names.

        Raises:
            UnknownEntityError: The graph holds no such thing.
            InputError: They are one thing already, maybe by an earlier decision.
        """
        links = self.links()
        stays, goes = self._find(entity, links), self._find(other, links)
        if stays.id == goes.id:
            by = _joining(links, stays.id)
            raise InputError(
                f"{entity!r} and {other!r} are one entity already, {stays.id}",
                f"decision {by.id} made them so; {_take_back(by)}" if by else "",
            )
        return self._decide(self._decision(deed="merge", entity=stays.id, other=goes.id))

    def split(self, entity: str, name: str | None = None, *, type_: str | None = None) -> Outcome:
        """Take what `name` means, or what has that type, out of an entity again.

        Where a decision has put it there (a merge of that entity, an alias of those words), it is taken back; else
        the words, as far as they are of the type, are an entity of their own from now on.

        Raises:
            UnknownEntityError: The graph holds no such thing.
            InputError: The words do not mean the entity, or are no words.
            UsageError: Neither words nor a type are given.
        """
        if not name and not type_:
            raise UsageError("split takes a name, or --type, or both", "say what is to be an entity of its own")
        links = self.links()
        whole = self._find(entity, links)
        if name:
            _worded(name)
        made = self._taken_in(links, whole.id, name) if name and not type_ else None
        if made is not None:
            return self._undo(made)
        if name and whole.id not in self._meanings(links, name, type_):
            raise InputError(f"{name!r} does not mean {whole.id}", "'knockon entities' shows how each entity is called")
        return self._decide(
            self._decision(
                deed="split", entity=whole.id, other=self._own_id(links, whole.id, name, type_), name=name, type=type_
            )
        )

    def alias(self, entity: str, name: str) -> Outcome:
        """The words `name` mean an entity from now on.

        Raises:
            UnknownEntityError: The graph holds no such thing.
            InputError: They mean it already, or are no words, or another decision says what they mean.
        """
        _worded(name)
        links = self.links()
        meant = self._find(entity, links)
        if self._meanings(links, name, None) == {meant.id}:
            raise InputError(f"{name!r} means {meant.id} already", "")
        decision = self._decision(deed="alias", entity=meant.id, name=name)
        for other in links.decisions:
            if other.deed == "alias" and other.name and form(other.name) == form(name):
                raise _decided_otherwise(name, other)
        return self._decide(decision)

    def retype(self, entity: str, type_: str) -> Outcome:
        """An entity is of this type from now on, whatever its mentions say.

        Raises:
            UnknownEntityError: The graph holds no such thing.
            VocabularyError: The vocabulary has no such type.
            InputError: Its type was decided before.
        """
        self.vocabulary.entity_type(type_)
        links = self.links()
        meant = self._find(entity, links)
        for other in links.decisions:
            if other.deed == "retype" and other.entity == meant.id and other.type != type_:
                raise _decided_otherwise(meant.id, other)
        return self._decide(self._decision(deed="retype", entity=meant.id, type=type_))

    def reject(self, claim: str) -> Outcome:
        """A claim is wrong and makes no edge from now on.

        Raises:
            UnknownClaimError: The graph holds no such claim.
            InputError: It was rejected before.
        """
        rows = list(self.store.read(cypher.load("claims_by_id").text, {"ids": [claim]}))
        if not rows:
            raise UnknownClaimError(
                f"the graph holds no claim {claim!r}", "'knockon claims --format jsonl' shows the ids of claims"
            )
        return self._decide(self._decision(deed="reject", claim=claim))

    def accept(self, claim: str) -> Outcome:
        """Take back that a claim was rejected.

        Raises:
            InputError: It was not.
        """
        for decision in self.links().decisions:
            if decision.deed == "reject" and decision.claim == claim:
                return self._undo(decision)
        raise InputError(f"the claim {claim!r} was not rejected", LIST)

    def undo(self, id_: str) -> Outcome:
        """Take a decision back.

        Args:
            id_: Its id, or how the id begins.

        Raises:
            InputError: There is none of that id, or more than one begins so.
        """
        found = [decision for decision in self.links().decisions if decision.id.startswith(id_)] if id_ else []
        if len(found) != 1:
            cause = f"more than one decision begins with {id_!r}" if found else f"there is no decision {id_!r}"
            raise InputError(cause, LIST)
        return self._undo(found[0])

    def add(self, decisions: Iterable[Decision]) -> int:
        """Put in decisions that were made elsewhere; how many were not there.

        They compose with those that are there as `graph.decisions` says. Of two that differ in date and reason alone
        the earlier one stays.
        """
        new = {decision.id: decision for decision in decisions}

        def joined(held: Mapping[str, Decision]) -> dict[str, Decision]:
            return {id_: min(held.get(id_, one), one, key=_rank) for id_, one in new.items()}

        added, _ = self._change(joined, gone=frozenset()) if new else (0, 0)
        return added

    def links(self) -> Decided:
        """The linker with all that was decided until now."""
        return Decided(self.linker, recorded(self.store))

    def _find(self, name: str, links: Decided) -> Entity:
        return find_entity(self.store, name, linker=links)

    def _decision(self, **fields: str | None) -> Decision:
        return Decision.of(**fields, date=self.date, why=self.why)

    def _decide(self, decision: Decision) -> Outcome:
        def one(held: Mapping[str, Decision]) -> dict[str, Decision]:
            if decision.id in held:
                raise InputError(f"that was decided already, as {decision.id}", _take_back(decision))
            return {decision.id: decision}

        return Outcome(decision, self._change(one, gone=frozenset())[1])

    def _undo(self, decision: Decision) -> Outcome:
        return Outcome(decision, self._change(lambda _: {}, gone=frozenset({decision.id}))[1], undone=True)

    def _change(
        self, new: Callable[[Mapping[str, Decision]], dict[str, Decision]], *, gone: frozenset[str]
    ) -> tuple[int, int]:
        # A graph that an earlier knockon made has no key for decisions yet.
        self.store.schema(cypher.load("schema_key_decision").text)
        return self.store.write(lambda transaction: self._changed(transaction, new, gone))

    def _changed(
        self,
        transaction: Transaction,
        new: Callable[[Mapping[str, Decision]], dict[str, Decision]],
        gone: frozenset[str],
    ) -> tuple[int, int]:
        held = decisions_of(transaction)
        put = new(held)
        after = {id_: decision for id_, decision in {**held, **put}.items() if id_ not in gone}
        turned = [decision for id_, decision in {**held, **put}.items() if held.get(id_) != after.get(id_)]
        before_links, links = Decided(self.linker, held.values()), Decided(self.linker, after.values())
        touched = _touched(transaction, turned, before_links)
        claims = claims_of_entities(transaction, touched)
        claims += claims_by_id(transaction, {d.claim for d in turned if d.claim} - {c.claim.id for c in claims})
        old, moved = _moved(transaction, claims, links)
        consequences = Consequences(transaction, links, self.vocabulary, old=old, new=moved, also=touched)
        unlink(transaction, moved, self.vocabulary)
        consequences.write()
        link(transaction, moved, but=consequences.retyped)
        run_rows(transaction, "delete_decisions", sorted(gone & held.keys()), key="ids")
        rows = [{"id": d.id, "props": d.model_dump(exclude={"id"})} for d in put.values() if held.get(d.id) != d]
        run_rows(transaction, "put_decisions", sorted(rows, key=lambda row: str(row["id"])))
        return len(put.keys() - held.keys()), len(moved)

    def _meanings(self, links: Decided, name: str, type_: str | None) -> set[str]:
        """What the words mean, of one type or of any, here and in the articles that the graph holds."""
        types = (type_,) if type_ else ("", *self.vocabulary.type_names)
        found = {links.link_name(name, one) for one in types}
        return found | {row["id"] for row in self.store.read(cypher.load("surfaces").text) if _same(row["name"], name)}

    @staticmethod
    def _taken_in(links: Decided, whole: str, name: str) -> Decision | None:
        """The decision that has put what the name means into an entity."""
        own = {name, *(links.linker.link_name(name, one) for one in ("", *links.linker.limited_types))}
        for decision in links.decisions:
            if decision.deed == "merge" and decision.other in own and links.root(decision.other or "") == whole:
                return decision
            if (
                decision.deed == "alias"
                and _same(decision.name or "", name)
                and links.root(decision.entity or "") == whole
            ):
                return decision
        return None

    def _own_id(self, links: Decided, whole: str, name: str | None, type_: str | None) -> str:
        """Id of the entity that a split makes: of its words, else of the whole; of the type where that is the whole."""
        own = slug(form(name)[0]) if name else whole
        if own == whole or links.root(own) == whole or links.linker.entry(own):
            own = f"{own}-{(type_ or 'other').lower()}"
        return own


def _moved(
    transaction: Transaction, claims: Iterable[LinkedClaim], links: Decided
) -> tuple[list[LinkedClaim], list[LinkedClaim]]:
    """Those claims that mean something else now, as they were and as they are to be."""
    ordered = sorted(claims, key=lambda linked: linked.claim.id)
    ids = sorted({linked.claim.article for linked in ordered})
    rows = run(transaction, "articles_by_id", ids=ids) if ids else []
    articles = {row["article"]["id"]: article_of(row["article"]) for row in rows}
    now = [links.linked(one.claim, articles[one.claim.article], one.shingles) for one in ordered]
    moved = [(was, one) for was, one in zip(ordered, now, strict=True) if was != one]
    return [was for was, _ in moved], [one for _, one in moved]


def _touched(transaction: Transaction, turned: Sequence[Decision], links: Decided) -> frozenset[str]:
    """Ids of the entities, as they are now, of which some claims or the type may change."""
    found: set[str] = set()
    for decision in turned:
        found |= {links.root(id_) for id_ in (decision.entity, decision.other) if id_}
        if decision.deed == "identify":
            same = (other for other in (*links.decisions, *turned) if other.value == decision.value)
            found |= {links.root(other.entity or "") for other in same if other.kind == decision.kind}
        if decision.deed == "alias" and decision.name:
            found |= {row["id"] for row in run(transaction, "surfaces") if _same(row["name"], decision.name)}
    # What was split out of an entity depends on what the entity takes in, and comes before an alias of the same words.
    known = (*links.decisions, *turned)
    for split in (one for one in known if one.deed == "split" and links.root(one.entity or "") in found):
        found.add(links.root(split.other or ""))
        found |= {
            links.root(one.entity or "")
            for one in known
            if one.deed == "alias" and split.name and _same(one.name or "", split.name)
        }
    for name in ("entities_by_priced_good", "entities_by_demanded_good") if found else ():
        found |= entities_of(run(transaction, name, ids=sorted(found))).keys()
    return frozenset(found)


def _same(name: str, other: str) -> bool:
    """Whether two phrases have the same words, plural and case aside."""
    return form(name)[0] == form(other)[0]


def _worded(name: str) -> None:
    if not form(name)[0]:
        raise InputError(f"{name!r} holds no words", "give the words as the articles have them")


def _joining(links: Decided, entity_id: str) -> Decision | None:
    """A merge that has put something into this entity; the newest."""
    merges = [d for d in links.decisions if d.deed == "merge" and links.root(d.entity or "") == entity_id]
    return merges[-1] if merges else None


def _decided_otherwise(what: str, decision: Decision) -> InputError:
    said = decision.type or decision.entity
    return InputError(f"that {what!r} is {said} was decided already, as {decision.id}", _take_back(decision))


def _take_back(decision: Decision) -> str:
    verb = "claims accept" if decision.deed == "reject" else "entities undo"
    return f"'knockon {verb} {decision.claim or decision.id}' takes it back"


def _rank(decision: Decision) -> tuple[bool, str, str]:
    return decision.date is None, decision.date or "", decision.why or ""
