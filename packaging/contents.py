"""The one list of what every installer holds, what it is called, and what is left out of the libraries."""

import os
import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
BUILD: Final = ROOT / "build"
DIST: Final = ROOT / "dist"

NAME: Final = "liaison"
TITLE: Final = "Liaison"
APP_ID: Final = "org.liaison.Liaison"
MIME: Final = "application/x-liaison"
ENDING: Final = ".liaison"
SUMMARY: Final = "Timelines of exchanges between political parties"
DESCRIPTION: Final = (
    "Liaison keeps a timeline of exchanges between political parties, with the evidence for each, in one file, "
    "and plots how often they happen. It works without a network."
)
MAKER: Final = "The Liaison authors"
MAIL: Final = "liaison@example.org"
LICENCE: Final = "Apache-2.0"
HOMEPAGE: Final = os.environ.get("LIAISON_HOMEPAGE", "")
"""Public address of the project, if it has one: the software catalogue's screenshots are looked for there."""

HIDDEN: Final = (
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg",
    "sqlalchemy.dialects.sqlite",
    "rapidfuzz.distance.metrics_py",
    "logging.config",  # alembic's environment
)
"""Modules that are imported by name only, beside our own packages, which go in whole."""

OWN: Final = ("db", "desktop", "resources")
"""Our packages: all their modules, for commands and migrations are imported by name."""

EXCLUDED: Final = (
    "tkinter", "_tkinter", "doctest", "_ssl", "ssl", "_hashlib", "ftplib", "imaplib", "smtplib", "poplib", "xmlrpc",
    "test", "lib2to3", "ensurepip", "idlelib", "turtle", "turtledemo", "curses", "readline", "pydoc_data",
    "PySide6.QtNetwork", "PySide6.QtDBus", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets", "matplotlib.tests", "matplotlib.backends.backend_gtk3", "numpy.f2py",
    "numpy.testing", "numpy._core.tests", "PIL.ImageQt", "PIL._avif", "PIL._webp", "PIL.AvifImagePlugin",
    "PIL.ImageTk", "PIL._imagingtk", "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.postgresql",
    "sqlalchemy.dialects.oracle", "sqlalchemy.dialects.mssql", "sqlalchemy.testing", "alembic.testing", "IPython",
    "pytest", "setuptools", "pkg_resources", "lxml.isoschematron", "lxml.objectify", "icalendar.tests",
    "_pytest", "pyparsing.diagram",
)  # fmt: skip
"""Modules that nothing of ours needs; without ssl and QtNetwork the program could not reach a network."""

SHOWN: Final = (
    "PySide6-Essentials", "SQLAlchemy", "alembic", "numpy", "matplotlib", "rapidfuzz", "citeproc-py", "lxml",
    "python-calamine", "XlsxWriter", "python-docx", "icalendar", "recurring-ical-events", "rispy", "bibtexparser",
    "defusedxml", "platformdirs", "tomli-w",
)  # fmt: skip
"""Libraries whose versions the program tells, by their names in the registry."""

LANGUAGES: Final = ("en", "ja", "ko", "zh_CN", "zh_TW", "de", "fr", "es")
"""Languages in which Qt's own words (Cancel, Open…) are shipped."""

_LEFT_OUT: Final = (
    # GTK and its tail come in silently where the build machine has them
    r"plugins/platformthemes/libqgtk3",
    r"lib(gtk-3|gdk-3|gdk_pixbuf|atk|atspi|cairo|pango|epoxy|gio-2|gobject|gmodule|harfbuzz|fribidi|thai|datrie)",
    r"lib(pixman|mount|blkid|selinux|graphite2|cloudproviders|json-glib)",
    # displays that no desktop uses
    r"plugins/platforms/libq(eglfs|linuxfb|vnc|vkkhrdisplay|minimalegl|minimal)",
    r"plugins/egldeviceintegrations|libQt6Egl|plugins/generic/",
    # network
    r"plugins/(tls|networkinformation)/|libQt6Network|libcrypto|libssl|libkrb5|libgssapi|libk5crypto",
    r"libkeyutils|libcom_err",
    # printing goes through the machine's own CUPS, which brings its own tail
    r"^libcups|^libgnutls|^libp11-kit|^libunistring|^libgmp\.|^libnettle|^libhogweed|^libidn2|^libtasn1|^libavahi",
    # the C++ library is part of every desktop
    r"^libstdc\+\+|^libgcc_s",
    # formats and modules of Qt that nothing uses
    r"plugins/imageformats/libq(tiff|webp|icns|tga|wbmp|pdf)",
    r"libQt6(VirtualKeyboard|Pdf|Quick|Qml|QmlModels|QmlMeta|QmlWorkerScript|OpenGLWidgets)|virtualkeyboard",
    r"libreadline|libtinfo|libncurses",
    # the machine's own graphics stack
    r"^libGL|^libEGL|^libdrm|^libgbm|^libsystemd|^libgcrypt|^libgpg-error|^libcap\.|^liblz4",
    # what libraries bring for their own tests and demonstrations
    r"mpl-data/sample_data|/tests?/|mpl-data/plot_directive",
    r"lxml/(includes|isoschematron|html)/|docx/templates/default-docx-template/|mpl-data/fonts/afm/",
    # the plain builds of rapidfuzz do the same; of its distances nothing is used but what its ratios bring along
    r"rapidfuzz/distance/metrics_cpp",
    r"rapidfuzz/.*_avx2|PIL/_imagingcms|liblcms2|PIL/_imagingtk|PIL/_imagingmath",
    # formulas are never set, nor other faces than the one figures use
    r"mpl-data/fonts/ttf/(cm|STIX|DejaVu(SansMono|Serif))",
    r"\.dist-info/(?!METADATA$)",
    r"citeproc/data/locales/locales-(?!en-US|en-GB|zh-CN|zh-TW|ja-JP|ko-KR|de-DE|fr-FR|es-ES)",
    r"\.(pyi|pxd|c|cpp|h)$",
)
DROPPED: Final = re.compile("|".join(_LEFT_OUT))
"""Files of libraries that are left out, by their paths inside the program's folder."""

_TRANSLATION = re.compile(r"translations/(?:qt|qtbase)_([A-Za-z_]+)\.qm$")


def kept(path: str) -> bool:
    """Tell whether a file that a library brings goes into the program."""
    path = path.replace("\\", "/")
    if DROPPED.search(path):
        return False
    if "/translations/" not in path:
        return True
    found = _TRANSLATION.search(path)
    return found is not None and "/qtbase_" in path and found[1] in LANGUAGES
