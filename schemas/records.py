"""The records that pass between the floors: articles, claims, entities and what people decide about them.

All are frozen pydantic models. Offsets count characters (Unicode code points) from 0 in the field they
name, end exclusive: `article.text[start:end]` equals the quoted words, always.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

Direction = Literal["up", "down"]
FieldName = Literal["title", "text"]
Status = Literal["holds", "denied", "ended", "exempt"]
Modality = Literal["asserted", "possible", "forecast", "conditional"]
HorizonKind = Literal["onset", "duration", "deadline", "past"]
QuantityKind = Literal["share", "change", "rate", "rank", "amount"]
Deed = Literal["merge", "split", "alias", "retype", "reject", "identify"]
Offset = Annotated[int, Field(ge=0)]
Confidence = Annotated[float, Field(ge=0, le=1)]
PublishedDate = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]


class Record(BaseModel):
    """Base of every record: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON values; fields that are null are left out."""
        return self.model_dump(mode="json", exclude_none=True)


class Article(Record):
    """One document. Make it with `Article.of`, which derives `id` and `text_hash`."""

    id: str
    url: str | None = None
    title: str = ""
    text: str
    text_hash: str
    publisher: str | None = None
    published: PublishedDate | None = Field(None, description="A day, a month or a year, ISO 8601.")
    language: str = "en"
    sentiment_label: str | None = None
    sentiment_score: Annotated[float, Field(ge=-1, le=1)] | None = None

    @classmethod
    def of(cls, text: str, *, title: str = "", url: str | None = None, **more: Any) -> Article:
        """An article with its derived fields.

        Args:
            text: The body, exactly as published.
            title: The headline, may be empty.
            url: Where it stands; the id comes from it, or from title and text where there is none.
            **more: Further fields of the record.
        """
        text_hash = digest(title, text)
        key = ("url", canonical_url(url)) if url else ("content", text_hash)
        return cls(id=digest(*key)[:16], url=url, title=title, text=text, text_hash=text_hash, **more)


class Span(Record):
    """Quoted words and where they stand."""

    text: str
    start: Offset
    end: Offset

    @model_validator(mode="after")
    def _length(self) -> Span:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"offsets {self.start}:{self.end} do not fit the {len(self.text)} characters of {self.text!r}"
            )
        return self


class Mention(Span):
    """An argument of a claim as the article words it.

    Attributes:
        type: Entity type of the whole phrase.
        resolved: What a pronoun or short definite stands for ("its" -> "China"); null where the words speak for
            themselves.
        bare: The thing without its movement ("shortage of chips" -> "chips"); null where there is no movement to take
            off.
        direction: The movement that the phrase itself names; null where none.
        direction_by: Whether a noun ("shortage of chips") or an adjective ("falling exports") says it.
    """

    type: str
    resolved: str | None = None
    bare: str | None = None
    direction: Direction | None = None
    direction_by: Literal["noun", "adjective"] | None = None

    @property
    def surface(self) -> str:
        """The phrase with pronouns resolved; what `evaluate` writes."""
        return self.resolved or self.text

    @property
    def link_name(self) -> str:
        """The name to look up an entity by: bare of movement, pronouns resolved."""
        return self.bare or self.surface

    @property
    def votes(self) -> bool:
        """Whether `type` says something about the linked entity's type."""
        return self.bare is None or self.direction_by == "adjective"


class Horizon(Record):
    """When, or for how long; `min` and `max` in months."""

    text: str
    kind: HorizonKind
    min: float | None = None
    max: float | None = None


class Quantity(Record):
    """How much; a share's `value` is a fraction of 1."""

    text: str
    kind: QuantityKind
    value: float | None = None
    unit: str | None = None


class Claim(Record):
    """One statement of one sentence. Make it with `Claim.of`, which derives `id`."""

    id: str
    article: str = Field(description="Id of the article.")
    field: FieldName
    sentence: Span
    subject: Mention
    relation: str
    object: Mention
    trigger: Span
    status: Status = "holds"
    modality: Modality = "asserted"
    attribution: str | None = Field(None, description="Who says so; null means the article itself.")
    horizon: Horizon | None = None
    quantity: Quantity | None = None
    confidence: Confidence
    source: str = Field(description="The rule or model that made the claim, such as 'frames:dominate/active'.")
    published: PublishedDate | None = Field(None, description="The article's date.")

    @classmethod
    def of(cls, **fields: Any) -> Claim:
        """A claim with its id: a hash of article, field, subject span, relation, object span and status.

        The linked entities and the confidence are not in it. The mentions may be given as plain dicts.
        """
        subject = fields["subject"] = Mention.model_validate(fields["subject"])
        object_ = fields["object"] = Mention.model_validate(fields["object"])
        key = (
            fields["article"], fields["field"], str(subject.start), str(subject.end), fields["relation"],
            str(object_.start), str(object_.end), fields.get("status", "holds"),
        )  # fmt: skip
        fields["confidence"] = round(fields["confidence"], 3)
        return cls(id=digest(*key)[:16], **fields)

    def mismatch(self, article: Article) -> str | None:
        """The first quotation that the article does not bear out, or None."""
        text = article.title if self.field == "title" else article.text
        for what, span in (
            ("sentence", self.sentence), ("subject", self.subject), ("object", self.object), ("trigger", self.trigger),
        ):  # fmt: skip
            if text[span.start : span.end] != span.text:
                return f"{what} {span.text!r} is not at {span.start}:{span.end} of the {self.field}"
        return None


class Entity(Record):
    """One thing, over all articles; all but `id` follows from the claims about it and from people's decisions."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}
    priced_good: str | None = Field(None, description="Id of the good that this Factor is the price of.")
    demanded_good: str | None = Field(None, description="Id of the good that this Factor is the demand for.")


class Decision(Record):
    """What a person has decided about entities or a claim. Make it with `Decision.of`, which derives `id`.

    - merge: what means `other` means `entity`.
    - split: mentions of `entity` with the words `name`, or of the type `type`, or both, mean `other`.
    - alias: the words `name` mean `entity`.
    - retype: `entity` is of the type `type`.
    - reject: the claim `claim` is wrong and makes no edge.
    - identify: `entity` bears the identifier `value` of the kind `kind`; what bears the same is the same entity.
    """

    id: str
    deed: Deed
    entity: str | None = Field(None, description="Id of the entity that it is about.")
    other: str | None = Field(None, description="Id of the entity that goes into it, or is taken out of it.")
    name: str | None = Field(None, description="The words of a mention.")
    type: str | None = Field(None, description="An entity type.")
    claim: str | None = Field(None, description="Id of the claim that is wrong.")
    kind: str | None = Field(None, description="Kind of an identifier: lei, isin, ticker or wikidata.")
    value: str | None = Field(None, description="The identifier; a ticker with its exchange in front, XNYS:ACME.")
    date: PublishedDate | None = Field(None, description="When it was decided, ISO 8601.")
    why: str | None = Field(None, description="The reason, in the words of who decided.")

    @classmethod
    def of(cls, **fields: Any) -> Decision:
        """A decision with its id: a hash of what is decided, without date and reason.

        Raises:
            ValueError: The deed needs other fields than are given, or merges a thing into itself.
        """
        made = cls.model_validate({**fields, "id": ""})
        parts = (made.deed, *(getattr(made, name) or "" for name in _DECIDED))
        return made.model_copy(update={"id": digest(*parts)[:16]})

    @model_validator(mode="after")
    def _fields(self) -> Decision:
        given = {name for name in _DECIDED if getattr(self, name)}
        if given not in _NEEDED[self.deed]:
            needed = " or ".join(" and ".join(sorted(names)) for names in _NEEDED[self.deed])
            raise ValueError(f"{self.deed} takes {needed}, and is given {' and '.join(sorted(given)) or 'nothing'}")
        if self.entity is not None and self.entity == self.other:
            raise ValueError(f"{self.entity} cannot be its own other half")
        return self


_DECIDED = ("entity", "other", "name", "type", "claim", "kind", "value")
_NEEDED: dict[Deed, tuple[set[str], ...]] = {
    "merge": ({"entity", "other"},),
    "split": ({"entity", "other", "name"}, {"entity", "other", "type"}, {"entity", "other", "name", "type"}),
    "alias": ({"entity", "name"},),
    "retype": ({"entity", "type"},),
    "reject": ({"claim"},),
    "identify": ({"entity", "kind", "value"},),
}

_TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|mc_cid|mc_eid|cmpid|ref|ref_src)$", re.IGNORECASE)


def canonical_url(url: str) -> str:
    """The url without what does not change the document: scheme, `www.`, fragment, tracking parameters, trailing slash.

    >>> canonical_url("http://www.Example.com/a/?utm_source=x&b=1#top")
    'example.com/a?b=1'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # such as a bracket that is never closed
        return url.strip()
    if not parts.netloc:
        return url.strip()
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k))
    host = parts.netloc.lower().removeprefix("www.")
    return urlunsplit(("", "", f"{host}{parts.path.rstrip('/')}", urlencode(query, errors="surrogatepass"), ""))


def digest(*parts: str) -> str:
    """SHA-256 of the parts as 64 hex digits; no two different lists of parts run together."""
    value = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        value.update(len(data).to_bytes(8, "big"))
        value.update(data)
    return value.hexdigest()
