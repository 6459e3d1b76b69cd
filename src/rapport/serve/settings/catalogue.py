"""Every setting there is. The reference page is written from this list, and a test compares it with what the code reads."""

from dataclasses import dataclass

from rapport.core.home import DEFAULT_HOME


@dataclass(frozen=True, slots=True)
class Setting:
    """An environment variable that changes how Rapport runs.

    Parameters
    ----------
    name : the environment variable.
    meaning : one or two sentences for the person who runs Rapport.
    default : what holds when it is not set, as people read it.
    values : what may stand there, with examples.
    option : the command-line option that does the same, where there is one.
    """

    name: str
    meaning: str
    default: str
    values: str
    option: str = ""


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="RAPPORT_HOME",
        meaning="The folder in which everything lies: operational database, spools, stores.",
        default=f"~/{DEFAULT_HOME.relative_to(DEFAULT_HOME.home())}",
        values="A folder on a local disk; it is made when it does not exist. Not on NFS: file locks are not safe there.",
        option="--home",
    ),
    Setting(
        name="RAPPORT_WORKSPACE",
        meaning="The workspace that commands work in.",
        default="default",
        values="The short name of a workspace, as `rapport workspace list` shows it.",
        option="--workspace",
    ),
    Setting(
        name="DATABASE_URL",
        meaning="The operational database: workspaces, identities, profiles, audit log.",
        default="SQLite: the file control.db in the home folder",
        values="postgresql://USER:PASSWORD@HOST:PORT/NAME (needs the extra `rapport[postgres]`), or sqlite:////path/to/file.",
    ),
    Setting(
        name="STORE_URL",
        meaning="The engine that holds the interactions.",
        default="DuckDB: one file for each workspace in the home folder",
        values="clickhouse://USER:PASSWORD@HOST:PORT/PREFIX (needs the extra `rapport[clickhouse]`).",
    ),
    Setting(
        name="RAPPORT_MEMORY_LIMIT",
        meaning="How much memory the embedded store may use before it works from disk.",
        default="512MB",
        values="A size such as 512MB or 2GB.",
    ),
    Setting(
        name="RAPPORT_SECRET_KEY",
        meaning="The key that signs what Rapport hands out. Set it where several machines serve one installation.",
        default="made at the first start and kept in the file secret_key of the home folder, readable by its owner only",
        values="At least 32 random characters.",
    ),
    Setting(
        name="RAPPORT_DEBUG",
        meaning="Show the full Python traceback of unexpected errors, to report them.",
        default="off",
        values="1 for on.",
    ),
    Setting(
        name="RAPPORT_URL",
        meaning="The address under which people reach the pages. With https, cookies are sent over https only.",
        default="this machine only (http://127.0.0.1:8000)",
        values="Scheme and host, such as https://cx.example.com. A reverse proxy must pass on Host and X-Forwarded-Proto.",
    ),
    Setting(
        name="EMAIL_URL",
        meaning="The server through which invitations, reports and forgotten passwords are sent.",
        default="none: nothing is sent, and links are shown on the pages instead",
        values="smtp://USER:PASSWORD@HOST:587, smtps://USER:PASSWORD@HOST:465, or file:///folder to look at them.",
    ),
    Setting(
        name="EMAIL_FROM",
        meaning="Whom e-mails come from.",
        default="Rapport <rapport@localhost>",
        values="An address that your server may send for, such as Rapport <rapport@example.com>.",
    ),
    Setting(
        name="RAPPORT_LOG",
        meaning="The form of the log that `rapport serve` writes to standard error.",
        default="text",
        values="text for people, json for machines: one object a line.",
    ),
    Setting(
        name="RAPPORT_METRICS_TOKEN",
        meaning="The bearer token with which `/metrics` may be read.",
        default="none: `/metrics` answers this machine only, and never through a proxy",
        values="A long random text, the same as in the configuration of Prometheus.",
    ),
)
