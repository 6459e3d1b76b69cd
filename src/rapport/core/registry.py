"""Plugins are modules that a registry finds: no central list, checked when first asked for.

A registry looks in two places: modules of a given name (or all modules of a given folder) inside `rapport`, and the
installed entry points of a group. Every module offers its plugins under one attribute, as a tuple.
"""

import importlib
import importlib.metadata
import importlib.util
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from rapport.core.errors import BugError, UserError
from rapport.core.notice import Notice


class Keyed(Protocol):
    """What a plugin must have: a key that is unique in its registry."""

    @property
    def key(self) -> str: ...


P = TypeVar("P", bound=Keyed)


class Registry(Mapping[str, P], Generic[P]):
    """A lazily filled, checked mapping of plugins by key.

    Parameters
    ----------
    noun : what a plugin is called in messages ("kind", "metric").
    plugin_type : every plugin must be an instance of it.
    attribute : the module attribute that holds the tuple of plugins.
    folders : packages whose modules are all plugins (``rapport.understand.metrics.definitions``).
    module_name : the name of modules to find anywhere inside `rapport` (``kinds``).
    entry_points : the entry-point group for plugins of other distributions.
    """

    def __init__(
        self,
        noun: str,
        plugin_type: type[P],
        *,
        attribute: str,
        folders: tuple[str, ...] = (),
        module_name: str | None = None,
        entry_points: str | None = None,
    ) -> None:
        self._noun = noun
        self._plugin_type = plugin_type
        self._attribute = attribute
        self._folders = folders
        self._module_name = module_name
        self._entry_points = entry_points
        self._plugins: dict[str, P] | None = None

    def __getitem__(self, key: str) -> P:
        plugins = self._load()
        if key not in plugins:
            raise UnknownPluginError(self._noun, key, known=sorted(plugins))
        return plugins[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())

    def __contains__(self, key: object) -> bool:
        return key in self._load()

    def check(self) -> None:
        """Load every plugin now; raise BugError on a wrong type or a key taken twice."""
        self._load()

    def _load(self) -> dict[str, P]:
        if self._plugins is None:
            found: dict[str, P] = {}
            for origin, plugin in self._found():
                self._admit(plugin, origin, found)
            self._plugins = dict(sorted(found.items()))
        return self._plugins

    def _admit(self, plugin: object, origin: str, found: dict[str, P]) -> None:
        if not isinstance(plugin, self._plugin_type):
            raise BugError(
                f"{origin} offers a {type(plugin).__name__} as a {self._noun}; it must be a {self._plugin_type.__name__}."
            )
        if not plugin.key or plugin.key != plugin.key.strip().lower():
            raise BugError(f"{origin}: {self._noun} key {plugin.key!r} must be lower case and not empty.")
        if plugin.key in found:
            raise BugError(f"{origin}: the {self._noun} key {plugin.key!r} is taken already.")
        found[plugin.key] = plugin

    def _found(self) -> Iterator[tuple[str, object]]:
        for module_name in self._module_names():
            module = importlib.import_module(module_name)
            for plugin in getattr(module, self._attribute, ()):
                yield module_name, plugin
        if self._entry_points:
            for entry in importlib.metadata.entry_points(group=self._entry_points):
                for plugin in entry.load():
                    yield f"entry point {entry.value}", plugin

    def _module_names(self) -> Iterator[str]:
        for folder in self._folders:
            yield from _modules_of(folder)
        if self._module_name:
            yield from _modules_named(self._module_name)


class UnknownPluginError(UserError, KeyError):
    """No plugin has that key; the message lists those that exist."""

    def __init__(self, noun: str, key: str, *, known: list[str]) -> None:
        self.key = key
        self.known = known
        super().__init__(Notice("There is no %(noun)s called '%(key)s'. Known: %(known)s.", noun=noun, key=key, known=known))

    def __str__(self) -> str:
        return str(self.args[0])


def _modules_of(folder: str) -> Iterator[str]:
    spec = importlib.util.find_spec(folder)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        for path in sorted(Path(location).iterdir()):
            if path.name.startswith(("_", ".")) or path.name == "tests":
                continue
            if path.suffix == ".py" or (path / "__init__.py").exists():
                yield f"{folder}.{path.stem}"


def _modules_named(name: str) -> Iterator[str]:
    root = Path(__file__).parent.parent
    for path in sorted(root.rglob(f"{name}.py")):
        parts = path.relative_to(root.parent).with_suffix("").parts
        if "tests" not in parts and parts[1] != "core":
            yield ".".join(parts)
