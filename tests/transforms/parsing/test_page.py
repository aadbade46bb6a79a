import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.dead_letter import Refused
from transforms.parsing.page import page

PARAGRAPH = (
    "The minister of transport opened the new bridge at noon, and crowds walked across it until the evening. "
    "Engineers had worked on it for six years, and its cost had doubled in that time, the ministry said. "
)
BODY = "".join(f"<p>{PARAGRAPH}Part {number} of the bridge is {number} metres high.</p>" for number in range(5))
FRAME = (
    "<html><head>{head}</head><body><nav><a href='/'>Home</a></nav><article>{body}</article><footer>Imprint</footer>"
)


LINKED = '<script type="application/ld+json">{}</script>'


def graphs(depth: int) -> str:
    """Return linked data with a place so many graphs deep."""
    return '{"@graph": ' * depth + "%s" + "}" * depth


def html(head: str = "", body: str = BODY) -> bytes:
    return FRAME.format(head=head, body=body).encode()


def test_the_article_is_found_and_what_surrounds_it_is_not() -> None:
    found = page(html("<title>Bridge opened</title>"))
    assert found.text.count("until the evening") == 5
    assert "Home" not in found.text
    assert "Imprint" not in found.text
    assert found.title == "Bridge opened"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("", None),
        ('<meta property="article:published_time" content="2024-05-01T09:30:00+02:00">', "2024-05-01T07:30:00+00:00"),
        ('<meta property="article:published_time" content="2024-05-01T09:30:00+0200">', "2024-05-01T07:30:00+00:00"),
        ('<meta itemprop="datePublished" content="2024-05-01">', "2024-05-01T00:00:00+00:00"),
        ('<meta name="DC.date.issued" content="2024-05-01 18:00">', "2024-05-01T00:00:00+00:00"),
        ('<meta name="dcterms.issued" content="2024-05-01">', "2024-05-01T00:00:00+00:00"),
        ('<meta name="parsely-pub-date" content="2024-05-01T07:30:00Z">', "2024-05-01T07:30:00+00:00"),
        (
            '<meta name="dcterms.issued" content="2024-05-02"><meta itemprop="datePublished" content="2024-05-01">',
            "2024-05-01T00:00:00+00:00",
        ),
        ('<meta property="article:modified_time" content="2024-05-01T09:30:00Z">', None),
        ('<meta property="article:published_time" content="1 May 2024">', None),
        ('<meta property="article:published_time" content="2024-02-31">', None),
        ('<script type="application/ld+json">{"datePublished": "2024-05-01"}</script>', "2024-05-01T00:00:00+00:00"),
        (
            '<script type="application/ld+json">[{"@graph": [{"a": 1}, {"datePublished": "2024-05-01T01:00:00Z"}]}]'
            "</script>",
            "2024-05-01T01:00:00+00:00",
        ),
        ('<script type="application/ld+json">{"datePublished": 5}</script>', None),
        ('<script type="application/ld+json">' + "[" * 5000 + "</script>", None),
        ("<title>1 May 2024</title>", None),
        ('<meta itemprop="datePublished" content="2024-05-01T18:00">', "2024-05-01T00:00:00+00:00"),
        ('<meta itemprop="datePublished" content="2024-05-01-draft">', None),
        ('<link itemprop="datePublished" content="2024-05-01">', None),
        ('<meta itemprop="datePublished" content="٢٠٢٤-05-01">', None),
        ('<meta itemprop="datePublished" content="2024-05-01T09:30:00+٠٢٠٠">', "2024-05-01T00:00:00+00:00"),
        ('<script>{"datePublished": "2024-05-01"}</script>', None),
        ('<style type="application/ld+json">{"datePublished": "2024-05-01"}</style>', None),
        (LINKED.format("") + LINKED.format('{"datePublished": "2024-05-01"}') + LINKED.format("{}"),
         "2024-05-01T00:00:00+00:00"),
        (LINKED.format("oh") + LINKED.format('{"datePublished": "2024-05-01"}'), "2024-05-01T00:00:00+00:00"),
        (LINKED.format(graphs(3) % '{"datePublished": "2024-05-01"}'), "2024-05-01T00:00:00+00:00"),
        (LINKED.format(graphs(4) % '{"datePublished": "2024-05-01"}'), None),
        (LINKED.format('[[[{"datePublished": "2024-05-01"}]]]'), "2024-05-01T00:00:00+00:00"),
        (LINKED.format('[[[[{"datePublished": "2024-05-01"}]]]]'), None),
    ],
)  # fmt: skip
def test_the_date_is_taken_only_where_the_page_names_it_as_that_of_publication(head: str, date: str | None) -> None:
    assert page(html(head)).published_at == date


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ('<link rel="canonical" href="https://paper.example/2024/bridge">', "https://paper.example/2024/bridge"),
        ('<link rel="canonical" href="https://paper.example/X">', "https://paper.example/X"),
        ('<link rel="canonical" href="https://paper.example/">', None),
        ("", None),
    ],
)
def test_the_url_is_the_pages_own_but_not_its_sites(link: str, url: str | None) -> None:
    assert page(html(link)).url == url


@pytest.mark.parametrize(
    ("encoding", "head", "content_type"),
    [
        ("utf-8", "", b""),
        ("utf-8-sig", "", b""),
        ("utf-8", '<meta charset="iso-8859-1">', b""),
        ("utf-16", "", b""),
        ("windows-1252", "", b""),
        ("windows-1252", '<meta charset="latin1">', b""),
        ("windows-1252", '<meta charset="utf-8">', b"text/html; charset=windows-1252"),
        ("windows-1252", '<meta charset="no-such-thing">', b"text/html; charset=hex"),
        ("windows-1252", '<meta charset="unicode_escape">', b"text/html; charset=unicode-escape"),
        ("iso-8859-2", "<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-2'>", b""),
        ("cp1250", "", b'text/html; charset="windows-1250"'),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_is_in_or_declares(
    encoding: str, head: str, content_type: bytes
) -> None:
    text = "Čapek" if encoding in ("iso-8859-2", "cp1250") else "Café “Zoë”"
    encoded = html(head, f"<p>{text} said so.</p>{BODY}").decode().encode(encoding)
    assert f"{text} said so." in page(encoded, content_type).text


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_is_read_in_either_order(order: str) -> None:
    assert page(("\ufeff" + html().decode()).encode(f"utf-16-{order}")).text == page(html()).text


def test_an_encoding_that_is_declared_far_down_does_not_count() -> None:
    encoded = (
        html(f"<!--{'-' * 4096}--><meta charset='cp1250'>", f"<p>Čapek said so.</p>{BODY}").decode().encode("cp1250")
    )
    assert "Èapek said so." in page(encoded).text


def test_what_readers_comment_is_no_part_of_the_article() -> None:
    comments = (
        f"<section id='comments'><h2>Comments</h2><ul class='comment-list'><li>{PARAGRAPH * 3}</li></ul></section>"
    )
    assert page(html("", BODY + comments)).text.count("until the evening") == 5


def test_one_sentence_is_an_article() -> None:
    assert "The bridge “was opened today.”" in page(html("", "<p>The bridge “was opened today.”</p>")).text


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b" ",
        b"<html></html>",
        b"<script>alert(1)</script>",
        b"<html><nav>Home</nav>",
        b"<html><body><ul>" + b"<li><a href='/w'>World news, sport and weather</a></li>" * 30,
        b"<html><body><h1>404</h1><p>Page not found.</p>",
        b"<html><body><article><p>The bridge was opened.</p></article>",
        b"<html><body><article><p>The bridge was known as Number X</p></article>",
        b" " * 4 * 1024 * 1024,
        b"<p>" * 30_000,
    ],
)
def test_a_page_without_an_article_is_refused(value: bytes) -> None:
    with pytest.raises(Refused) as refused:
        page(value)
    assert refused.value.code == "no_article"


@pytest.mark.parametrize(
    ("value", "said"), [(b" " * (4 * 1024 * 1024 + 1), "4194305 bytes"), (b"<p>" * 30_001, "30001 tags")]
)
def test_a_page_that_would_take_minutes_is_refused(value: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        page(value)
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 10_000 + PARAGRAPH,
        "<table><tr><td>" * 1000 + PARAGRAPH,
        "<ul><li>" * 1000 + PARAGRAPH * 5,
        "<b>" * 5000 + PARAGRAPH * 5 + "</b>" * 5000,
        "<a href=x>" * 5000,
        "<!--" * 5000,
        "&" * 10_000,
        "<p>&#xD800;&#0;&#x110000;</p>" + BODY,
        f"<p>\0\x01\x1b{PARAGRAPH}</p>" + BODY,
        "<svg><math><template>" * 500 + BODY,
        "<br>" * 5_000 + PARAGRAPH * 5,
    ],
)
def test_a_strange_page_is_an_article_or_refused(body: str) -> None:
    assert outcome(html("", body)) == outcome(html("", body))


TAGS = st.sampled_from(
    ["html", "head", "body", "div", "p", "article", "table", "td", "ul", "li", "a", "br", "script", "h1"]
)
PIECES = st.one_of(
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.just(PARAGRAPH),
    st.text(max_size=8),
    st.sampled_from(['<meta charset="utf-16">', "<a href='", "<!--", "-->", "]]>", "&amp", "<![CDATA[", "<?xml", "\0"]),
)


@settings(derandomize=True, max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_any_heap_of_tags_is_an_article_or_refused(pieces: list[str]) -> None:
    outcome("".join(pieces).encode("utf-8", "surrogatepass"))


def outcome(value: bytes) -> str:
    try:
        return page(value).text
    except Refused as refused:
        return refused.code
