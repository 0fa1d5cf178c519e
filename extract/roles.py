"""Who fills which role around a trigger: one walk that makes active, passive, nominal and relative clauses alike.

A role is a short name. Around a verb:
    A0: what acts (subject, by-phrase, host of a participle or relative clause, subject of the governing verb);
    A1: what is acted on (object, passive subject); A2: dative; AT: attribute;
    A0c: the main clause's subject, for a participle that comments on it; A0t: the same, for an infinitive;
    MEANS: the main clause's objects, by which it is done;
    MAIN_as_A0: subject of the clause that an "as" clause hangs on; SUB_as: subject of the "as" clause below;
    HOST, GOV: the noun that an infinitive hangs on, and who has it; IS, COMP: "US-based plants";
    P_on, P_due_to: object of that preposition.
Around a noun:
    SELF, POSS, COMP, AMOD, APP: the noun, its owner, its compound, adjective and apposition;
    IS: what is said to be it; TOP: what is said to be the largest such;
    LV: subject of the verb that it is the object of;
    UP_A0, UP_A1: subject and object of the verb above its preposition, or above "thanks to";
    DOWN_AT: what it is said to be; BEFORE: what was spoken of just before it;
    POSS_rise, P_of_fall: whose quantity, or the quantity of what, rises or falls.
A second step inside a filler is written with a slash: "A1/P_of" is the object's of-phrase.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract.lexicon import lexicon, words
from extract.tree import Tree

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
PASSIVE = {*PASSIVE_SUBJECTS, "auxpass"}
PLAIN = {
    **dict.fromkeys(SUBJECTS, "A0"),
    **dict.fromkeys((*PASSIVE_SUBJECTS, "dobj", "obj"), "A1"),
    "attr": "AT",
    "oprd": "OP",
}
"""Dependents of a verb that fill a role just so."""
TITLE = {"compound", "nmod", "amod"}
"""How a common noun hangs on the name that it introduces: "its rival Nordal"."""
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "X"}
VERBAL = {"VERB", "AUX"}
Filler = tuple[str, int]


@cache
def _movements() -> dict[str, str]:
    """Verbs that say which way their subject moves."""
    return {lemma: name for name in ("rise", "fall") for lemma in lexicon("triggers")["V"][name]}


class Roles:
    """Role fillers of any trigger of one document, worked out on demand and kept."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._verbs: dict[int, list[Filler]] = {}

    def of(self, i: int) -> list[Filler]:
        """The fillers of the trigger's roles, coordinated ones each for itself, two steps deep."""
        pos = self.tree.pos[i]
        if pos in VERBAL:
            direct = self.verb(i)
        elif pos == "ADJ" and not any(self.tree.dep[c] == "poss" for c in self.tree.children[i]):
            direct = self._adjective(i)
        else:
            direct = self._noun(i)
        found = list(direct)
        for role, j in direct:
            if role != "SELF" and self.tree.pos[j] in NOMINAL:
                found.extend((f"{role}/{inner}", k) for inner, k in self._inside(j) if k != i)
        return found

    def verb(self, i: int) -> list[Filler]:
        """Direct fillers of a verb."""
        if i not in self._verbs:
            self._verbs[i] = []  # a cycle through control ends here
            self._verbs[i] = self._verb(i)
        return self._verbs[i]

    def _verb(self, i: int) -> list[Filler]:
        tree = self.tree
        found: list[Filler] = []
        host = tree.head[tree.first_conjunct(i)] if tree.dep[tree.first_conjunct(i)] == "relcl" else None
        passive = any(tree.dep[c] in PASSIVE for c in tree.children[i])
        subjects = [c for c in tree.children[i] if tree.dep[c] in SUBJECTS]
        for c in tree.children[i]:
            dep = tree.dep[c]
            if (
                dep in SUBJECTS
                and len(subjects) > 1
                and host is not None
                and tree.lower[c] in words("coreference", "relatives")
            ):
                found.extend(self._all("A1", c, host))  # "machines that the factory makes", with two subjects
            elif dep in PLAIN:
                found.extend(self._all(PLAIN[dep], c, host))
            elif dep == "dative":
                found.extend(self._prepositions(c, host) if tree.pos[c] == "ADP" else self._all("A2", c, host))
            elif dep == "agent":
                found.extend(("A0", j) for _, j in self._prepositions(c, host))
            elif dep == "prep":
                found.extend(self._prepositions(c, host))
            elif dep == "advcl":
                found.extend(self._reason(c))
            elif dep == "advmod" and tree.lower[c] == "away":  # "moved away from coal"
                found.extend(f for p in tree.children[c] if tree.dep[p] == "prep" for f in self._prepositions(p, host))
            elif dep == "pobj":  # "weighed on prices", the preposition taken for a particle
                particle = next((tree.lower[p] for p in tree.children[i] if tree.dep[p] == "prt" and p < c), None)
                found.extend(self._all(f"P_{particle}", c, host) if particle else ())
            elif dep == "npadvmod" and tree.dep[i] == "amod" and tree.pos[c] in NOMINAL:
                found.append(("COMP", c))
        if tree.dep[i] == "amod":
            found.append(("IS", tree.head[i]))
        roles = {role for role, _ in found}
        if tree.dep[i] == "relcl" and "A1" not in roles and "A0" in roles and host is not None:
            if not any(j == host for _, j in found):
                found.extend(self._all("A1", host, None))
        elif tree.dep[i] == "acl":
            found.extend(self._participle(i, roles))
        if tree.dep[i] == "advcl" and "A0" in roles:
            found.extend(self._main_clause(i))
        if not {"A0", "A1"} <= roles:
            found.extend(self._inherited(i, roles, passive=passive))
        return found

    def _participle(self, i: int, roles: set[str]) -> list[Filler]:
        """A participle or infinitive behind a noun: its host is what acts or is acted on."""
        tree, host = self.tree, self.tree.head[i]
        by = any(tree.dep[c] == "agent" for c in tree.children[i])
        if (tree.tag[i] == "VBN" or by) and "A1" not in roles:
            return [("A1", host)]
        if tree.tag[i] == "VBG" and "A0" not in roles:
            return [("A0", host)]
        if "A0" not in roles:
            above = tree.head[host]
            governed = tree.dep[host] in {"dobj", "obj"} and tree.pos[above] in VERBAL
            return [("HOST", host), *(("GOV", j) for _, j in (self._subject(above) if governed else []))]
        return []

    def _inherited(self, i: int, roles: set[str], *, passive: bool) -> list[Filler]:
        """The subject that a verb without one shares with the verb above it."""
        tree = self.tree
        dep, above = tree.dep[i], tree.head[i]
        if above == i or "A0" in roles or (passive and "A1" in roles):
            return []
        if tree.tag[i] == "VBG" and (clause := self._commented(i)) is not None:
            dep, above = "advcl", clause
        if tree.pos[above] == "ADJ" and dep == "xcomp":
            return [("A0", j) for role, j in self._adjective(above) if role == "IS"]
        if tree.pos[above] not in VERBAL:
            if dep in {"pcomp"} and tree.pos[above] == "ADP":
                top = tree.head[above]
                if tree.pos[top] in VERBAL:
                    return [("A0c", j) for role, j in self._subject(top) if role]
                return [("HOST", top)] if tree.pos[top] in NOMINAL else []
            return []
        target = "A1" if passive and "A1" not in roles else "A0"
        if dep == "conj":
            shared = tree.tag[i] == "VBN" and not passive and self._is_passive(above)
            target = "A1" if shared and "A1" not in roles else target
            return [(target, j) for _, j in self._subject(above)]
        if dep == "xcomp":
            objects = [j for role, j in self.verb(above) if role == "A1"]
            subjects = [j for _, j in self._subject(above)]
            chosen = objects if objects and not self._is_passive(above) else subjects
            return [(target, j) for j in chosen]
        if dep in {"advcl", "ccomp", "dep"} and tree.tag[i] in {"VBG", "VBN", "VB"}:
            role = "A1c" if tree.tag[i] == "VBN" else "A0t" if tree.tag[i] == "VB" else "A0c"
            means = [] if tree.tag[i] == "VBN" else [j for r, j in self.verb(above) if r == "A1" or r[:2] == "P_"]
            return [*((role, j) for _, j in self._subject(above)), *(("MEANS", j) for j in means if j < i)]
        return []

    def _reason(self, i: int) -> Iterator[Filler]:
        """The subject of a clause below, by its conjunction: "prices rose as drought spread"."""
        tree = self.tree
        mark = next((tree.lower[c] for c in tree.children[i] if tree.dep[c] in {"mark", "advmod"} and c < i), None)
        if mark is not None:
            for c in tree.children[i]:
                if tree.dep[c] in (*SUBJECTS, *PASSIVE_SUBJECTS):
                    yield from self._all(f"SUB_{mark}", c, None)

    def _commented(self, i: int) -> int | None:
        """The clause that a participle behind a comma comments on, where the parser hangs it deeper.

        "Rents soar until the depot is built, draining savings": not the building of the depot drains them.
        """
        tree, at = self.tree, self.tree.head[i]
        if at >= i or tree.lower[self._edge(i) - 1] != ",":
            return None
        if tree.dep[i] == "conj":
            if any(tree.dep[c] == "cc" and c < i for c in tree.children[at]) or tree.tag[at] == "VBG":
                return None
            if tree.pos[at] == "ADJ" and tree.dep[at] in {"acomp", "oprd"}:
                at = tree.head[at]
        elif tree.dep[i] != "advcl":
            return None
        if tree.pos[at] not in VERBAL:
            return None
        marks = {tree.lower[c] for c in tree.children[at] if tree.dep[c] in {"mark", "advmod"} and c < at}
        if tree.dep[at] == "advcl" and marks & words("roles", "beforehand") and tree.pos[tree.head[at]] in VERBAL:
            return tree.head[at]
        return at if tree.dep[i] == "conj" else None

    def _edge(self, i: int) -> int:
        """The first token of the phrase or clause headed by the token."""
        while self.tree.children[i] and self.tree.children[i][0] < i:
            i = self.tree.children[i][0]
        return i

    def _main_clause(self, i: int) -> list[Filler]:
        """What the clause that this one hangs on speaks of ("prices rose as mines closed")."""
        tree = self.tree
        mark = next((tree.lower[c] for c in tree.children[i] if tree.dep[c] in {"mark", "advmod"} and c < i), None)
        above = tree.head[i]
        if mark is None or above == i or tree.pos[above] not in VERBAL:
            return []
        return [(f"MAIN_{mark}_{role}", j) for role, j in self.verb(above) if role in {"A0", "A1"}]

    def _is_passive(self, i: int) -> bool:
        return any(self.tree.dep[c] == "auxpass" for c in self.tree.children[i])

    def _subject(self, i: int) -> list[Filler]:
        """What stands as the verb's grammatical subject."""
        want = "A1" if self._is_passive(i) else "A0"
        return [(role, j) for role, j in self.verb(i) if role == want]

    def _noun(self, i: int) -> list[Filler]:
        tree = self.tree
        found: list[Filler] = [("SELF", i)]
        found.extend(self._inside(i))
        first = tree.first_conjunct(i)
        dep, above = tree.dep[first], tree.head[first]
        if dep == "attr" and tree.pos[above] in VERBAL:
            found.extend(("IS", j) for role, j in self.verb(above) if role == "A0")
        elif dep == "appos":
            found.append(("IS", above))
        elif dep in TITLE and tree.pos[i] != "PROPN" and tree.pos[above] == "PROPN":
            found.append(("IS", above))
            found.extend(("POSS", j) for role, j in self._inside(above) if role == "POSS")
        if self._is_leading(i):
            found.extend([("TOP", j) for role, j in found if role in {"IS", "APP"}])
        if dep in {"attr", "appos"}:
            return found
        if dep in {"dobj", "obj"} and tree.pos[above] in VERBAL:
            found.extend(("LV" if role == "A0" else role, j) for role, j in self.verb(above) if role in {"A0", "A0c"})
            found.extend((f"UP_{role}", j) for role, j in self.verb(above) if role.startswith("P_") or role == "A2")
        elif dep == "npadvmod" and tree.lower[i] == "thanks" and tree.pos[above] in VERBAL:
            found.extend((f"UP_{role}", j) for role, j in self.verb(above) if role in {"A0", "A1"})
        elif dep == "pobj":
            verb = tree.head[above]
            if tree.lemma[i] in words("roles", "manner") and tree.dep[verb] in {"dobj", "obj"}:
                verb = tree.head[verb]  # "build a plant in partnership with them" is no plant in a partnership
            if tree.dep[above] in {"prep", "agent"} and tree.pos[verb] in VERBAL:
                found.extend((f"UP_{role}", j) for role, j in self.verb(verb) if role in {"A0", "A1"} and j != i)
            if tree.lower[above] == "as" and tree.pos[verb] in VERBAL:
                found.extend(("AS", j) for role, j in self.verb(verb) if role == "A1" and j != i)
        elif dep in SUBJECTS and tree.pos[above] in VERBAL:
            found.extend((f"DOWN_{role}", j) for role, j in self.verb(above) if role in {"A1", "AT"})
            if tree.lemma[above] == "be":
                found.extend(self._copular(i, above))
            elif (moved := _movements().get(tree.lemma[above])) is not None:
                found.extend([(f"{role}_{moved}", j) for role, j in found if role in {"POSS", "P_of", "P_for"}])
        return found

    def _is_leading(self, i: int) -> bool:
        """Whether the noun is called the largest, the main, the only one; not the second largest."""
        tree = self.tree
        return any(
            tree.lower[c] in words("roles", "leading")
            and not any(tree.dep[k] == "advmod" or tree.ent[k] == "ORDINAL" for k in tree.children[c])
            and not any(tree.ent[k] == "ORDINAL" for k in tree.children[i] if k < c)
            for c in tree.children[i]
        )

    def _copular(self, i: int, verb: int) -> list[Filler]:
        """More of "the bottleneck is X": "it is Y" behind it, and, where it does not say of what, what came before."""
        tree = self.tree
        found: list[Filler] = []
        for c in (*tree.children[verb], tree.head[verb], *self._corrected(verb)):
            of_it = any(tree.lower[k] == "it" and tree.dep[k] == "nsubj" for k in tree.children[c])
            if c > verb and tree.lemma[c] == "be" and of_it:
                found.extend((f"DOWN_{role}", j) for role, j in self.verb(c) if role == "AT")
        if not any(tree.dep[c] in {"prep", "poss", "relcl", "acl"} for c in tree.children[i]):
            start = self._edge(i)
            before = next((j for j in range(start - 1, -1, -1) if tree.dep[j] in (*SUBJECTS, *PASSIVE_SUBJECTS)), None)
            if before is not None and tree.sent[i] - tree.sent[before] <= 1:
                found.extend(self._all("BEFORE", before, tree.head[tree.head[before]]))
        return found

    def _corrected(self, verb: int) -> Iterator[int]:
        """The copula of a next sentence "It is X" behind "the constraint is not Y"."""
        tree = self.tree
        if any(tree.dep[c] == "neg" for c in tree.children[verb]):
            first = next((j for j in range(verb + 1, len(tree)) if tree.sent[j] > tree.sent[verb]), None)
            if first is not None and tree.lower[first] == "it":
                yield tree.head[first]

    def _adjective(self, i: int) -> list[Filler]:
        tree = self.tree
        found: list[Filler] = []
        for c in tree.children[i]:
            if tree.dep[c] == "prep":
                found.extend(self._prepositions(c, None))
            elif tree.dep[c] in {"npadvmod", "amod", "compound"} and tree.pos[c] in NOMINAL:
                found.append(("COMP", c))
            elif tree.dep[c] in SUBJECTS:
                found.extend(self._all("IS", c, None))
        first = tree.first_conjunct(i)
        dep, above = tree.dep[first], tree.head[first]
        if (dep == "acomp" or (dep == "amod" and above < i)) and (late := self._stray(i)) is not None:
            found.extend(self._prepositions(late, None))
        if dep == "advmod" and tree.pos[above] in VERBAL and (host := self._postposed(i, above)) is not None:
            found.append(("IS", host))
        if dep in {"acomp", "oprd"} and tree.pos[above] in VERBAL:
            role = "A1" if self._is_passive(above) else "A0"
            found.extend(("IS", j) for r, j in self.verb(above) if r == role)
            if tree.dep[above] == "relcl":
                found.append(("IS", tree.head[above]))
        elif dep == "amod":
            found.append(("IS", above))
        return found

    def _postposed(self, i: int, verb: int) -> int | None:
        """The verb's object right before the adjective: "build an industry less dependent on it"."""
        before = self._edge(i) - 1
        return before if before >= 0 and self.tree.head[before] == verb and self.tree.dep[before] == "dobj" else None

    def _stray(self, i: int) -> int | None:
        """A preposition right behind an adjective that follows its noun, hung too high: "a chain reliant on it"."""
        tree, c = self.tree, i + 1
        if c < len(tree) and tree.dep[c] == "prep" and tree.head[c] != i and tree.is_ancestor(tree.head[c], i):
            return c
        return None

    def _inside(self, i: int) -> Iterator[Filler]:
        """Fillers inside the noun's own phrase."""
        tree = self.tree
        for c in tree.children[i]:
            dep = tree.dep[c]
            if dep == "prep":
                found = self._prepositions(c, None)
                yield from (f for f in found if f[0] != "P_such_as" or tree.lemma[i] in words("roles", "relational"))
            elif dep == "poss":
                yield from self._all("POSS", c, None)
            elif dep in {"compound", "nmod"}:
                yield from self._all("COMP", c, None)
                for p in tree.children[c]:  # "their fuel costs": whose costs, however the parser hangs it
                    if tree.dep[p] == "poss":
                        yield from self._all("POSS", p, None)
            elif dep == "amod" and tree.ent[c] in {"NORP", "GPE", "LOC"}:
                yield from self._all("AMOD", c, None)
            elif dep == "appos":
                yield from self._all("APP", c, None)

    def _prepositions(self, i: int, host: int | None) -> Iterator[Filler]:
        """Objects of a preposition, of one that follows it directly ("due to", "because of") joined on."""
        tree = self.tree
        name, at = tree.lower[i], i
        if i and tree.lower[i - 1] in words("roles", "before_preposition"):
            name = f"{tree.lower[i - 1]}_{name}"
        for c in tree.children[i]:
            if tree.dep[c] == "pobj":
                break
            if tree.pos[c] in {"ADP", "SCONJ"} and tree.dep[c] in {"prep", "pcomp"} and c > i and c - i <= 2:
                name, at = f"{name}_{tree.lower[c]}", c
                break
        for c in [*tree.children[at], *(tree.children[i] if at != i else ())]:
            if tree.dep[c] in {"pobj", "pcomp"} and tree.pos[c] not in {"ADP", "SCONJ"} and c != at:
                yield from self._all(f"P_{name}", c, host)
        for c in tree.children[i]:
            if tree.pos[c] == "ADP" and (tree.dep[c] == "conj" or (c != at and tree.dep[c] == "prep")):
                yield from self._prepositions(c, host)  # "from coal to gas", the one hung below the other

    def _all(self, role: str, i: int, host: int | None) -> Iterator[Filler]:
        """The filler and its conjuncts; a relative pronoun gives way to what it stands for."""
        if (
            host is not None
            and self.tree.lower[i] in words("coreference", "relatives")
            and self.tree.pos[i] in {"PRON", "DET", "SCONJ"}
        ):
            i = host
        for j in self.tree.conjuncts(i):
            yield role, j
            if self.tree.lower[j] in words("roles", "partitive"):
                yield from ((role, k) for name, k in self._inside(j) if name == "P_of")
