"""What a file format is, and which one a file is in. A format is a module in `formats/`; nothing lists them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from rapport.collect.sources.files.encodings.codecs import canonical_name, is_wide
from rapport.collect.sources.files.encodings.detect import Guess, detect_encoding
from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.opening.input import Input
from rapport.collect.sources.files.rows import FileFacts, FileOptions, RowBatch
from rapport.core.notice import Notice
from rapport.core.registry import Registry


@dataclass
class Sample:
    """The start of a file, as bytes and, where it is one, as text."""

    source: Input
    options: FileOptions

    @property
    def head(self) -> bytes:
        return self.source.read_head(self.source.limits.sample_bytes)

    @property
    def is_whole(self) -> bool:
        """Whether the sample is all there is."""
        return self.source.head_is_whole

    @cached_property
    def guess(self) -> Guess:
        """The encoding, as told or as found."""
        return Guess(canonical_name(self.options.encoding)) if self.options.encoding else detect_encoding(self.head)

    @cached_property
    def text(self) -> str:
        """The start as text; a character or line that the sample cuts through is left out."""
        data = self.head
        if b"\0" in data and not is_wide(self.guess.encoding):
            data = data.replace(b"\0", b"")
        text = data.decode(self.guess.encoding, "replace").removeprefix("\ufeff")
        if "\r" in text and "\n" not in text:
            text = text.replace("\r", "\n")
        return text if self.is_whole else text[: text.rfind("\n") + 1] or text

    def facts(
        self, key: str, columns: tuple[str, ...], *, encoding: str | None = None, warnings: Iterable[str] = ()
    ) -> FileFacts:
        """Return facts with all that does not depend on the format filled in."""
        said = (self.guess.warning, *warnings) if encoding else warnings
        return FileFacts(
            format=key,
            size=self.source.size,
            columns=columns,
            compression=self.source.compression,
            encoding=encoding,
            warnings=tuple(each for each in said if each),
            options=replace(self.options, format=key, encoding=encoding),
        )


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format.

    Parameters
    ----------
    key : as in `FileOptions.format`.
    title : what people call it.
    suffixes : of file names, with the dot; one more hint, never believed alone.
    sniff : how sure it is, from 0 to 1, that a sample is in this format. Called on every sample: cheap, and never raises.
    inspect : fills the facts.
    read : gives the rows of an input, from the facts that `inspect` found; at most so many rows a batch.
    """

    key: str
    title: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Sample], float]
    inspect: Callable[[Sample], FileFacts]
    read: Callable[[Input, FileFacts, int], Iterator[RowBatch]]


FORMATS: Registry[FileFormat] = Registry(
    "file format",
    FileFormat,
    attribute="FORMATS",
    folders=("rapport.collect.sources.files.formats",),
    entry_points="rapport.formats",
)

_NAME_SPEAKS_FOR = 0.25


def choose_format(sample: Sample) -> FileFormat:
    """Return the format that was told, or the surest one."""
    if sample.options.format:
        return FORMATS[sample.options.format]
    if sample.options.pattern:
        return FORMATS["pattern"]
    sure = {each: each.sniff(sample) for each in FORMATS.values()}
    for each, confidence in sure.items():
        if confidence and sample.source.suffix in each.suffixes:
            sure[each] = confidence + _NAME_SPEAKS_FOR
    best = max(sure, key=lambda each: sure[each])
    if not sure[best]:
        raise UnreadableFile(
            Notice(
                "%(file)s is in no format that is known here: %(known)s. Export it as CSV.",
                file=sample.source.name,
                known=list(FORMATS),
            )
        )
    return best
