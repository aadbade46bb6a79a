"""Where an output lives: a local folder or a bucket, through pyarrow's filesystems; whole files, written atomically."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.fs as pafs

_UNFINISHED = re.compile(r"(?:^|/)\.[^/]+\.(\d+)\.tmp$")


class Storage(NamedTuple):
    """A folder on some filesystem.

    Attributes:
        files: pyarrow's filesystem.
        root: The folder's path in it, without a slash at the end.
        local: Whether it is a local disk: renames are atomic there; on an object store a PUT is.
    """

    files: pafs.FileSystem
    root: str
    local: bool

    def path(self, name: str) -> str:
        """Return the full path of a file that is named relative to the folder."""
        return f"{self.root}/{name}"

    def exists(self, name: str) -> bool:
        """Tell whether a file or folder is there."""
        return bool(self.files.get_file_info(self.path(name)).type != pafs.FileType.NotFound)

    def names(self, folder: str = "") -> Iterator[str]:
        """Yield the names of all whole files below a folder, in order; none if it is not there."""
        return (name for name in self._all(folder) if writer(name) is None)

    def unfinished(self, folder: str = "") -> Iterator[tuple[str, int]]:
        """Yield the names of half-written files below a folder, each with the process that writes it or died of it."""
        return ((name, process) for name in self._all(folder) if (process := writer(name)) is not None)

    def _all(self, folder: str) -> Iterator[str]:
        below = self.path(folder) if folder else self.root
        selector = pafs.FileSelector(below, allow_not_found=True, recursive=True)
        for info in sorted(self.files.get_file_info(selector), key=_by_path):
            if info.type == pafs.FileType.File:
                yield info.path[len(self.root) + 1 :]

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        with self.files.open_input_file(self.path(name)) as file:
            return bytes(file.read())

    def write(self, name: str, content: bytes | pa.Buffer) -> None:
        """Write a file whole or not at all: a reader sees the old one or the new one, never a part."""
        if self.local:
            _replace(Path(self.path(name)), content)
        else:
            with self.files.open_output_stream(self.path(name)) as file:
                file.write(content)

    def delete(self, name: str) -> None:
        """Delete a file if it is there."""
        if self.exists(name):
            with suppress(FileNotFoundError):  # another process may do the same
                self.files.delete_file(self.path(name))


def storage(output: str) -> Storage:
    """Return the folder that `output` names: a path, or an `s3://` or `gs://` address.

    >>> storage("s3://news-events/output?region=eu-west-1").root
    'news-events/output'
    """
    if "://" in output or output.startswith("file:/"):  # as Flink writes it
        files, root = pafs.FileSystem.from_uri(output)
        return Storage(files, root.rstrip("/"), isinstance(files, pafs.LocalFileSystem))
    return Storage(pafs.LocalFileSystem(), Path(output).absolute().as_posix(), local=True)


def writer(name: str) -> int | None:
    """Return the process that writes a file, or has died of it; None if the file is whole.

    >>> writer("events/.part.parquet.4711.tmp"), writer("events/part.parquet")
    (4711, None)
    """
    unfinished = _UNFINISHED.search(name)
    return int(unfinished[1]) if unfinished else None


def _by_path(info: pafs.FileInfo) -> str:
    return str(info.path)


def _replace(path: Path, content: bytes | pa.Buffer) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # It does not end in .parquet: no reader takes it. On a cluster a thread, or a host, may be at what another is at.
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable: fsync(2) of a file does not cover its folder's entry."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
