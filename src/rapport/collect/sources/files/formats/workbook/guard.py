"""Is this workbook safe to open? Small archives can unpack to what no machine holds."""

import zipfile
from pathlib import Path

from rapport.collect.sources.files.errors import UnreadableFile
from rapport.collect.sources.files.rows import Limits
from rapport.core.notice import Notice

_HARMLESS_BYTES = 100 << 20
_GREATEST_RATIO = 200
_MOST_SHARED_TEXT = 1 << 30
"""openpyxl holds the table of shared texts in memory."""


def check_workbook(path: Path, name: str, limits: Limits) -> None:
    """Raise `UnreadableFile` for an archive that is damaged, or grows beyond what a workbook may."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFile(Notice("%(name)s is a workbook that is damaged or cut off. Get a whole copy.", name=name)) from error
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableFile(Notice("%(name)s is locked with a password. Save it without one.", name=name))
    unpacked = sum(info.file_size for info in infos)
    packed = max(sum(info.compress_size for info in infos), 1)
    texts = max((info.file_size for info in infos if info.filename.endswith("sharedStrings.xml")), default=0)
    is_bomb = unpacked > _HARMLESS_BYTES and unpacked / packed > _GREATEST_RATIO
    if is_bomb or unpacked > limits.unpacked_bytes or texts > _MOST_SHARED_TEXT:
        raise UnreadableFile(
            Notice(
                "%(name)s would unpack from %(packed)s kB to %(unpacked)s MB, which no honest workbook does. If "
                "it is one, save the sheet as CSV and import that.",
                name=name,
                packed=packed >> 10,
                unpacked=unpacked >> 20,
            )
        )
