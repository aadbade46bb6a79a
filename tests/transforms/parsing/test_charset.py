import pytest

from transforms.parsing.charset import declared_charset
from transforms.parsing.decode import decode


@pytest.mark.parametrize(
    ("declaration", "charset"),
    [
        ("text/html; charset=utf-8", "utf-8"),
        ("text/html; CHARSET=Windows-1250", "cp1250"),
        ("charset = 'koi8-r'", "koi8-r"),
        ('<meta charset="utf-16">', "utf-16"),
        (f"charset{' ' * 9}={' ' * 9}big5", "big5"),
        ("text/html; charset=ISO-8859-1", "windows-1252"),
        ("text/html; charset=us-ascii", "windows-1252"),
        ("text/html", None),
        ("text/html; charset=", None),
        (f"charset{' ' * 10}=utf-8", None),
        (f"charset={' ' * 10}utf-8", None),
        ("charset=no-such-thing", None),
        ("charset=hex", None),
        ("charset=utf-7", None),
        ("charset=unicode-escape", None),
        ("charset=raw_unicode_escape", None),
        ("charset=punycode", None),
        ("charset=idna", None),
        ("charset=undefined", None),
    ],
)
def test_an_encoding_of_text_has_pythons_name_and_what_the_web_calls_latin_1_is_windows_1252(
    declaration: str, charset: str | None
) -> None:
    assert declared_charset(declaration.encode()) == charset


def test_a_byte_that_the_declared_encoding_does_not_have_is_replaced() -> None:
    assert decode(b"caf\xc3 \x81", b"text/plain; charset=windows-1252") == "cafÃ \ufffd"
