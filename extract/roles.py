"""Who fills which role around a trigger: one walk that makes active, passive, nominal and relative clauses alike.

A role is a short name. Around a verb: A0 (what acts: subject, by-phrase, host of a participle or relative clause,
subject of the governing verb), A1 (what is acted on: object, passive subject), A2 (dative), AT (attribute), A0c (the
main clause's subject, for a participle that comments on it), A0t (the same, for an infinitive), MEANS (the main
clause's objects, by which it is done), MAIN_as_A0 (subject of the clause that an "as" clause hangs on), HOST and GOV
(the noun that an infinitive hangs on, and who has it), IS and COMP ("US-based plants"), P_on, P_due_to ... (object of that preposition). Around
a noun: SELF, POSS, COMP, AMOD, APP, IS (what is said to be it), LV (subject of the verb that it is the object of),
UP_A0 and UP_A1 (subject and object of the verb above its preposition). A second step inside a filler is written with
a slash: "A1/P_of" is the object's of-phrase.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.tree import Tree

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
RELATIVE = {"which", "that", "who", "whom", "whose"}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "X"}
VERBAL = {"VERB", "AUX"}
Filler = tuple[str, int]


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
        elif pos == "ADJ":
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
        passive = False
        for c in tree.children[i]:
            dep = tree.dep[c]
            if dep in SUBJECTS:
                found.extend(self._all("A0", c, host))
            elif dep in PASSIVE_SUBJECTS:
                passive = True
                found.extend(self._all("A1", c, host))
            elif dep in {"dobj", "obj"}:
                found.extend(self._all("A1", c, host))
            elif dep == "dative":
                if tree.pos[c] == "ADP":
                    found.extend(self._prepositions(c, host))
                else:
                    found.extend(self._all("A2", c, host))
            elif dep == "attr":
                found.extend(self._all("AT", c, host))
            elif dep == "oprd":
                found.extend(self._all("OP", c, host))
            elif dep == "agent":
                found.extend(("A0", j) for _, j in self._prepositions(c, host))
            elif dep == "prep":
                found.extend(self._prepositions(c, host))
            elif dep == "auxpass":
                passive = True
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
        if tree.tag[i] == "VBN" and "A1" not in roles:
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
        elif dep in {"dobj", "obj"} and tree.pos[above] in VERBAL:
            found.extend(("LV" if role == "A0" else role, j) for role, j in self.verb(above) if role in {"A0", "A0c"})
            found.extend((f"UP_{role}", j) for role, j in self.verb(above) if role.startswith("P_"))
        elif dep == "pobj":
            verb = tree.head[above]
            if tree.dep[above] in {"prep", "agent"} and tree.pos[verb] in VERBAL:
                found.extend((f"UP_{role}", j) for role, j in self.verb(verb) if role in {"A0", "A1"} and j != i)
            if tree.lower[above] == "as" and tree.pos[verb] in VERBAL:
                found.extend(("AS", j) for role, j in self.verb(verb) if role == "A1" and j != i)
        elif dep in SUBJECTS and tree.pos[above] in VERBAL:
            found.extend((f"DOWN_{role}", j) for role, j in self.verb(above) if role in {"A1", "AT"})
        return found

    def _adjective(self, i: int) -> list[Filler]:
        tree = self.tree
        found: list[Filler] = []
        for c in tree.children[i]:
            if tree.dep[c] == "prep":
                found.extend(self._prepositions(c, None))
            elif tree.dep[c] in {"npadvmod", "amod", "compound"} and tree.pos[c] in NOMINAL:
                found.append(("COMP", c))
        first = tree.first_conjunct(i)
        dep, above = tree.dep[first], tree.head[first]
        if dep in {"acomp", "oprd"} and tree.pos[above] in VERBAL:
            role = "A1" if self._is_passive(above) else "A0"
            found.extend(("IS", j) for r, j in self.verb(above) if r == role)
            if tree.dep[above] == "relcl":
                found.append(("IS", tree.head[above]))
        elif dep == "amod":
            found.append(("IS", above))
        return found

    def _inside(self, i: int) -> Iterator[Filler]:
        """Fillers inside the noun's own phrase."""
        tree = self.tree
        for c in tree.children[i]:
            dep = tree.dep[c]
            if dep == "prep":
                yield from self._prepositions(c, None)
            elif dep == "poss":
                yield from self._all("POSS", c, None)
            elif dep in {"compound", "nmod"}:
                yield from self._all("COMP", c, None)
            elif dep == "amod" and tree.ent[c] in {"NORP", "GPE", "LOC"}:
                yield from self._all("AMOD", c, None)
            elif dep == "appos":
                yield from self._all("APP", c, None)

    def _prepositions(self, i: int, host: int | None) -> Iterator[Filler]:
        """Objects of a preposition, of one that follows it directly ("due to", "because of") joined on."""
        tree = self.tree
        name, at = tree.lower[i], i
        for c in tree.children[i]:
            if tree.pos[c] in {"ADP", "SCONJ"} and tree.dep[c] in {"prep", "pcomp"} and c > i and c - i <= 2:
                name, at = f"{name}_{tree.lower[c]}", c
                break
        for c in tree.children[at]:
            if tree.dep[c] in {"pobj", "pcomp"} and tree.pos[c] != "ADP":
                yield from self._all(f"P_{name}", c, host)
        for c in tree.children[i]:
            if tree.dep[c] == "conj" and tree.pos[c] == "ADP":
                yield from self._prepositions(c, host)

    def _all(self, role: str, i: int, host: int | None) -> Iterator[Filler]:
        """The filler and its conjuncts; a relative pronoun gives way to what it stands for."""
        if host is not None and self.tree.lower[i] in RELATIVE and self.tree.pos[i] in {"PRON", "DET", "SCONJ"}:
            i = host
        for j in self.tree.conjuncts(i):
            yield role, j
