"""What macOS is told about the program and its document type."""

import contents
from common import version

INFO = {
    "CFBundleName": contents.TITLE,
    "CFBundleDisplayName": contents.TITLE,
    "CFBundleShortVersionString": version(),
    "CFBundleVersion": version(),
    "LSMinimumSystemVersion": "12.0",
    "NSHighResolutionCapable": True,
    "NSRequiresAquaSystemAppearance": False,
    "NSHumanReadableCopyright": f"{contents.MAKER}, {contents.LICENCE}",
    "CFBundleDocumentTypes": [
        {
            "CFBundleTypeName": "Liaison timeline",
            "CFBundleTypeRole": "Editor",
            "LSHandlerRank": "Owner",
            "LSItemContentTypes": ["org.liaison.timeline"],
        }
    ],
    "UTExportedTypeDeclarations": [
        {
            "UTTypeIdentifier": "org.liaison.timeline",
            "UTTypeDescription": "Liaison timeline",
            "UTTypeConformsTo": ["public.data"],
            "UTTypeTagSpecification": {
                "public.filename-extension": [contents.ENDING.lstrip(".")],
                "public.mime-type": [contents.MIME],
            },
        }
    ],
}
"""The keys of Info.plist beside those that PyInstaller writes."""
