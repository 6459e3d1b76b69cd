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
        name="RAPPORT_UPLOAD_LIMIT",
        meaning="How large a file members and API keys may send. Strangers may send 6 MB, which is what forms need.",
        default="2GB",
        values="A size such as 500MB or 4GB.",
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
    Setting(
        name="OIDC_ISSUER",
        meaning="The identity provider of your organisation, with whose accounts people sign in (OpenID Connect).",
        default="none: people sign in with passwords and passkeys",
        values="Its address, under which /.well-known/openid-configuration lies, such as https://login.example.com/realms/staff.",
    ),
    Setting(
        name="OIDC_CLIENT_ID",
        meaning="How the identity provider knows Rapport. Its redirect address is RAPPORT_URL/account/oidc/sso/login/callback/.",
        default="none",
        values="The client id that the provider gave out.",
    ),
    Setting(
        name="OIDC_CLIENT_SECRET",
        meaning="The password of Rapport at the identity provider.",
        default="none",
        values="The client secret that the provider gave out.",
    ),
    Setting(
        name="OIDC_NAME",
        meaning="What the button on the sign-in page says.",
        default="Single sign-on",
        values="A few words, such as Example account.",
    ),
    Setting(
        name="OIDC_JOIN",
        meaning="Which workspace people of the identity provider join as what, without an invitation.",
        default="none: newcomers need an invitation to their address",
        values="A workspace and a role, such as default:viewer; the role may be admin, analyst, agent or viewer.",
    ),
    Setting(
        name="OIDC_TRUSTS_EMAIL",
        meaning="Take addresses for verified where the identity provider does not say whether they are.",
        default="off: then such people do not get in",
        values="1 for on. Only where nobody can choose the address of their own account.",
    ),
)
