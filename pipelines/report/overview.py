"""What the page knows of every event from the start: enough to filter, count, draw and list."""

from typing import Any, NamedTuple

from pipelines.report.numbers import Numbers
from pipelines.report.projection import project
from pipelines.report.tables import Reported, Row
from pipelines.report.world import points
from schemas.event import AUXILIARIES, STANCES


class Party(NamedTuple):
    """Who acts, suffers or speaks: words, canonical name, country and sectors."""

    words: str
    name: str | None
    country: str | None
    sectors: tuple[str, ...]


class Where(NamedTuple):
    """A place: its name, its country, and where it lies on the map (of its country, if only that is known)."""

    name: str | None
    country: str | None
    x: float | None
    y: float | None
    exact: bool


class Headline(NamedTuple):
    """An article without its text; `published` is RFC 3339."""

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None


class Cluster(NamedTuple):
    """An event that several articles report: how many of them are independent, and the number of its best report."""

    sources: int
    face: int


class Joined(NamedTuple):
    """Why a report is in its cluster: `first`, `copy` or `report`, and on what it agrees with those before it."""

    why: str
    matched: tuple[str, ...]


class Listed(NamedTuple):
    """An event as it is filtered, counted and listed; numbers point into `Overview`'s other lists."""

    id: str
    article: int
    type: str
    score: float
    confidence: float
    auxiliary: int  # a bit for each of schemas.event.AUXILIARIES
    date: str | None
    granularity: str | None
    trigger: str
    place: int | None
    actors: list[int]
    recipients: list[int]
    claims: list[tuple[int, int]]  # party and number of the stance
    cluster: int | None  # None where no other article reports the event
    joined: int | None


class Overview:
    """Collects articles and events for the page."""

    def __init__(self) -> None:
        self.articles: list[Headline] = []
        self.events: list[Listed] = []
        self.parties = Numbers[Party]()
        self.places = Numbers[Where]()
        self.joined = Numbers[Joined]()
        self._clusters = Numbers[str]()
        self._faces: dict[int, Cluster] = {}
        self._points = points()

    def add(self, one: Reported) -> None:
        """Take in an article and its events."""
        for event in one.events:
            self.events.append(self._listed(event))
        article = one.article
        published = article["published_at"] and article["published_at"].strftime("%Y-%m-%dT%H:%M:%SZ")
        identity = article["article_id"] or ""
        headline = Headline(identity, article["title"], article["publisher"], article["url"], published)
        self.articles.append(headline)

    def columns(self) -> dict[str, list[Any]]:
        """Return the fields of `Listed`, each with its value for every event."""
        return {name: [getattr(event, name) for event in self.events] for name in Listed._fields}

    def clusters(self) -> list[Cluster]:
        """Return the clusters by number."""
        return [self._faces[number] for number in range(len(self._faces))]

    def _cluster(self, event: Row) -> int:
        number = self._clusters[event["cluster_id"]]
        if event["face"] or number not in self._faces:
            self._faces[number] = Cluster(event["sources"], len(self.events))
        return number

    def _listed(self, event: Row) -> Listed:
        return Listed(
            id=event["id"],
            article=len(self.articles),
            type=event["event_type"],
            score=event["score"],
            confidence=round(event["confidence"], 2),
            auxiliary=sum(1 << AUXILIARIES.index(name) for name in event["auxiliary"]),
            date=event["event_date"] and event["event_date"].isoformat(),
            granularity=event["date_granularity"],
            trigger=event["trigger"]["text"],
            place=self._place(event["location"]) if event["location"] else None,
            actors=[self._party(actor) for actor in event["actors"]],
            recipients=[self._party(recipient) for recipient in event["recipients"]],
            claims=[(self._party(claim["source"]), STANCES.index(claim["stance"])) for claim in event["attribution"]],
            cluster=self._cluster(event) if event["cluster_id"] else None,
            joined=self.joined[Joined(event["joined"], tuple(event["matched"]))] if event["cluster_id"] else None,
        )

    def _party(self, actor: Row) -> int:
        return self.parties[Party(actor["text"], actor["name"], actor["country"], tuple(actor["sectors"]))]

    def _place(self, place: Row) -> int:
        exact = place["latitude"] is not None and place["longitude"] is not None
        point = project(place["longitude"], place["latitude"]) if exact else self._points.get(place["country"] or "")
        x, y = point or (None, None)
        return self.places[Where(place["name"] or place["text"], place["country"], x, y, exact)]
