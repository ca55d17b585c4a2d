"""Words of citation formats and Liaison's own: kinds of sources, languages, and lines of a note with a meaning."""

from collections.abc import Mapping
from typing import Final

ARCHIVED: Final = "Archived copy: "
"""Begins the line of a note that holds the address of an archived copy: no citation format has a field for it."""

CSL_KINDS: Final[Mapping[str, str]] = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "news",
    "bill": "document",
    "book": "book",
    "broadcast": "news",
    "chapter": "book",
    "collection": "archive document",
    "dataset": "dataset",
    "document": "document",
    "entry": "reference",
    "entry-dictionary": "reference",
    "entry-encyclopedia": "reference",
    "hearing": "transcript",
    "interview": "interview",
    "legal_case": "document",
    "legislation": "document",
    "manuscript": "archive document",
    "pamphlet": "document",
    "paper-conference": "article",
    "periodical": "book",
    "post": "comment",
    "post-weblog": "blog",
    "regulation": "document",
    "report": "report",
    "review": "article",
    "review-book": "article",
    "speech": "transcript",
    "thesis": "book",
    "treaty": "document",
    "webpage": "web page",
}
"""Kinds of a source for the types of CSL 1.0.2; others are `other`."""

RIS_KINDS: Final[Mapping[str, str]] = {
    "ABST": "article", "BILL": "document", "BLOG": "blog", "BOOK": "book", "CASE": "document", "CHAP": "book",
    "CONF": "article", "CPAPER": "article", "DATA": "dataset", "DBASE": "dataset", "DICT": "reference",
    "EBOOK": "book", "ECHAP": "book", "EDBOOK": "book", "EJOUR": "article", "ELEC": "web page", "ENCYC": "reference",
    "GOVDOC": "document", "HEAR": "transcript", "ICOMM": "comment", "INPR": "article", "JFULL": "article",
    "JOUR": "article", "LEGAL": "document", "MANSCPT": "archive document", "MGZN": "article", "NEWS": "news",
    "PAMP": "document", "RPRT": "report", "SER": "book", "STAND": "document", "STAT": "document", "THES": "book",
    "UNPB": "archive document", "WEB": "web page",
}  # fmt: skip
"""Kinds of a source for the reference types of RIS; others are `other`."""

BIBTEX_KINDS: Final[Mapping[str, str]] = {
    "article": "article", "book": "book", "booklet": "document", "collection": "book", "conference": "article",
    "dataset": "dataset", "electronic": "web page", "inbook": "book", "incollection": "book",
    "inproceedings": "article", "inreference": "reference", "jurisdiction": "document", "legislation": "document",
    "letter": "document", "manual": "document", "mastersthesis": "book", "mvbook": "book",
    "mvreference": "reference", "newsarticle": "news", "online": "web page", "periodical": "book",
    "phdthesis": "book", "proceedings": "book", "reference": "reference", "report": "report",
    "suppperiodical": "article", "techreport": "report", "thesis": "book", "unpublished": "archive document",
    "www": "web page",
}  # fmt: skip
"""Kinds of a source for the entry types of BibTeX and BibLaTeX; others are `other`."""

ZOTERO_KINDS: Final[Mapping[str, str]] = {
    "bill": "document", "blogPost": "blog", "book": "book", "bookSection": "book", "case": "document",
    "conferencePaper": "article", "dataset": "dataset", "dictionaryEntry": "reference", "document": "document",
    "encyclopediaArticle": "reference", "forumPost": "comment", "hearing": "transcript", "interview": "interview",
    "journalArticle": "article", "letter": "document", "magazineArticle": "article", "manuscript": "archive document",
    "newspaperArticle": "news", "podcast": "news", "preprint": "article", "presentation": "transcript",
    "radioBroadcast": "news", "report": "report", "statute": "document", "thesis": "book", "tvBroadcast": "news",
    "webpage": "web page",
}  # fmt: skip
"""Kinds of a source for the item types of Zotero; others are `other`."""

LANGUAGES: Final[Mapping[str, str]] = {
    "arabic": "ar", "bulgarian": "bg", "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da",
    "deutsch": "de", "dutch": "nl", "english": "en", "american": "en-US", "british": "en-GB", "finnish": "fi",
    "french": "fr", "français": "fr", "german": "de", "ngerman": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
    "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "mongolian": "mn",
    "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru",
    "serbian": "sr", "spanish": "es", "español": "es", "swedish": "sv", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "usenglish": "en-US", "ukenglish": "en-GB", "vietnamese": "vi", "中文": "zh", "日本語": "ja",
    "한국어": "ko", "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "chi": "zh", "zho": "zh",
    "jpn": "ja", "kor": "ko", "spa": "es", "rus": "ru", "ita": "it", "por": "pt",
}  # fmt: skip
"""Language tags for names of languages (folded), as BibLaTeX and libraries write them."""
