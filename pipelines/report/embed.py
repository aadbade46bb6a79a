"""What no text of an article can break out of: JSON in which HTML sees no tag, scripts known by their hash."""

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any

# What HTML could take for a tag, an entity or a comment, and what old JavaScript takes for a line's end.
_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def as_json(value: Any) -> str:
    r"""Return a value as JSON that may stand in a `script` element.

    >>> print(as_json(["</script>", 1.5]))
    ["\u003c/script\u003e",1.5]
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(_ESCAPES)


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the Content-Security-Policy under which just these scripts and styles run and nothing is fetched."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
