"""Starts the Java machine of the embedded store: once in a process, silent, and leaving Ctrl-C to Python."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from schemas.errors import SettingsError

_LOGGING = Path(__file__).with_name("jvm_logging.properties")
_HEAP = re.compile(r"[1-9]\d*[kmgKMG]")


def start_jvm() -> None:
    """Start the Java machine where it does not run yet.

    We start it ourselves and not through the engine's own helper because that adds an incubator module, which makes
    Java print a warning, and a log file in the working folder. The heap's size is `KNOCKON_HEAP`, 512m by default.

    Raises:
        SettingsError: `KNOCKON_HEAP` is not a size.
    """
    import jpype
    from arcadedb_embedded import jvm

    if jpype.isJVMStarted():
        return
    heap = os.environ.get("KNOCKON_HEAP", "512m")
    if not _HEAP.fullmatch(heap):
        raise SettingsError(f"KNOCKON_HEAP is {heap!r}, which is not a size", "give one such as 512m or 2g")
    jars = sorted(str(path) for path in Path(jvm.get_jar_path()).glob("*.jar"))
    jpype.startJVM(
        jvm.get_bundled_jre_lib_path(),
        f"-Xmx{heap}",
        "-Xrs",  # SIGINT, SIGTERM and SIGHUP stay with Python, during the start too: Java would end the process
        f"-Djava.util.logging.config.file={_LOGGING}",
        f"-XX:ErrorFile={Path(tempfile.gettempdir()) / 'knockon_jvm_%p.log'}",
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",  # a run is short: the second compiler takes more than it gives back
        "-XX:+UseCompactObjectHeaders",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF8",
        "-Dpolyglot.engine.WarnInterpreterOnly=false",
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        classpath=os.pathsep.join(jars),
        interrupt=False,  # SIGINT stays with Python: KeyboardInterrupt, and the graph is closed on the way out
    )
