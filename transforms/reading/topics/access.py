"""How to reach a cluster: brokers, and the settings of TLS and SASL, from a file and from the environment.

Names are librdkafka's, which Java's agree with where it has them: `security.protocol`, `sasl.mechanism`,
`sasl.username`, `sasl.password`, `ssl.ca.location`, ... Java's `sasl.jaas.config` is understood too. A variable
`DATELINE_KAFKA_SASL_PASSWORD` stands for `sasl.password`, and so on, and wins over the file.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from transforms.reading.errors import UsageError

ENVIRONMENT = "DATELINE_KAFKA_"
# Setting: kafka-python's name for it.
NAMES = {
    "security.protocol": "security_protocol",
    "sasl.mechanism": "sasl_mechanism",
    "sasl.username": "sasl_plain_username",
    "sasl.password": "sasl_plain_password",
    "ssl.ca.location": "ssl_cafile",
    "ssl.certificate.location": "ssl_certfile",
    "ssl.key.location": "ssl_keyfile",
    "ssl.key.password": "ssl_password",
    "ssl.endpoint.identification.algorithm": "ssl_check_hostname",
    "client.id": "client_id",
}
ALIASES = {"sasl.mechanisms": "sasl.mechanism"}
PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
SECRET = ("sasl.password", "ssl.key.password")
_JAAS = re.compile(r"""\b(username|password)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Access(NamedTuple):
    """Brokers, and settings by name. Its `repr` shows no setting: it may stand in a log."""

    servers: tuple[str, ...]
    settings: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        """Return only what may be seen."""
        return f"Access({','.join(self.servers)})"

    def options(self) -> dict[str, Any]:
        """Return the arguments that kafka-python takes."""
        options: dict[str, Any] = {NAMES[name]: value for name, value in self.settings}
        if (check := options.pop("ssl_check_hostname", None)) is not None:
            options["ssl_check_hostname"] = check.lower() not in {"", "none"}
        return {"bootstrap_servers": list(self.servers), **options}

    def hide(self, text: str) -> str:
        """Return a text without the secrets that a library may have put into it."""
        for secret in (value for name, value in self.settings if name in SECRET and value):
            text = text.replace(secret, "***")
        return text


def read_access(servers: tuple[str, ...], file: str | None, environment: Mapping[str, str]) -> Access:
    """Return how to reach a cluster.

    Args:
        servers: host:port of the brokers to ask first.
        file: A file of `name=value` lines; `#` begins a comment.
        environment: The process's environment.

    Raises:
        UsageError: The file cannot be read, or a setting is unknown, impossible or missing. No value is ever shown.
    """
    settings = dict(_of_file(file)) if file else {}
    settings |= dict(_of_environment(environment))
    _check(settings)
    return Access(servers, tuple(sorted(settings.items())))


def _of_file(file: str) -> Iterator[tuple[str, str]]:
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--kafka-config {file}: {getattr(error, 'strerror', None) or 'is not UTF-8'}") from None
    for number, line in enumerate(lines, 1):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not line.strip() or name.startswith(("#", "!")):
            continue
        if not equals:
            raise UsageError(f"{file}:{number}: no setting: write name=value")
        yield from _setting(name, value, f"{file}:{number}")


def _of_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for variable, value in environment.items():
        if variable.startswith(ENVIRONMENT):
            name = variable.removeprefix(ENVIRONMENT).lower().replace("_", ".")
            yield from _setting(name, value, f"the variable {variable}")


def _setting(name: str, value: str, where: str) -> Iterator[tuple[str, str]]:
    name = ALIASES.get(name, name)
    if name == "sasl.jaas.config":
        yield from ((f"sasl.{found[1]}", found[2] or found[3] or "") for found in _JAAS.finditer(value))
    elif name in NAMES:
        yield name, value
    else:
        raise UsageError(f"{where}: dateline does not know the setting {name}; it knows {', '.join(NAMES)}")


def _check(settings: dict[str, str]) -> None:
    protocol, mechanism = settings.get("security.protocol", "PLAINTEXT"), settings.get("sasl.mechanism")
    if protocol not in PROTOCOLS:
        raise UsageError(f"security.protocol is one of {', '.join(PROTOCOLS)}")
    if protocol.startswith("SASL"):
        if mechanism not in MECHANISMS:
            raise UsageError(f"security.protocol={protocol} needs sasl.mechanism, one of {', '.join(MECHANISMS)}")
        if missing := [name for name in ("sasl.username", "sasl.password") if not settings.get(name)]:
            raise UsageError(f"security.protocol={protocol} needs {' and '.join(missing)}")
    for name in ("ssl.ca.location", "ssl.certificate.location", "ssl.key.location"):
        if name in settings and not Path(settings[name]).is_file():
            raise UsageError(f"{name}: there is no file {settings[name]}")
