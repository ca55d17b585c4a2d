"""Filter text to a Filter; keys and fixed words are checked here, names of the file in `checking`."""

import re
from datetime import date

from db.filters.errors import FilterError, nearest
from db.filters.ids import record_id
from db.filters.keys import ALIASES, KEYS, SYNONYMS, WORDS, Key
from db.filters.scanner import COMPARISONS, RawClause, RawValue, is_date_like, scan
from db.filters.value import Clause, Filter, Value
from db.search import fold, match_expression

MOST_TEXT = 10_000
"""Characters of a filter text."""
MOST_CLAUSES = 60
MOST_VALUES = 60
"""Values of one clause, and twice as many of all clauses together: SQLite limits how much one query may name."""
MOST_IDS = 1000
_UNTEXT = re.compile("[\x00\ud800-\udfff]")


def parse(text: str) -> Filter:
    """Return the filter a text means; raises FilterError with the place of what can't be understood."""
    if len(text) > MOST_TEXT:
        raise FilterError(f"A filter has at most {MOST_TEXT} characters", MOST_TEXT, len(text) - MOST_TEXT)
    if odd := _UNTEXT.search(text):
        raise FilterError("This character can't be searched for", odd.start(), 1)
    clauses: list[Clause] = []
    for raw in scan(text):
        if len(clauses) == MOST_CLAUSES:
            raise FilterError(f"A filter has at most {MOST_CLAUSES} words and keys", raw.position)
        clauses.append(_clause(raw))
        if sum(len(clause.values) for clause in clauses if clause.key != "id") > 2 * MOST_VALUES:
            raise FilterError(f"A filter has at most {2 * MOST_VALUES} values", raw.position)
    return Filter(tuple(clauses))


def _clause(raw: RawClause) -> Clause:
    if raw.key:
        key = _key(raw)
    elif all(is_date_like(value.text) and not value.quoted for value in raw.values):
        key = KEYS["date"]
    else:
        key = None
    most = MOST_IDS if key is not None and key.takes == "id" else MOST_VALUES
    if len(raw.values) > most:
        raise FilterError(f"At most {most} values can stand side by side", raw.values[most].position)
    if key is None:
        values = [_text(value, value.text) for value in raw.values]
    else:
        values = [value for one in raw.values for value in _checked(key, one)]
    unique = dict.fromkeys(values)  # a value said twice says nothing more
    return Clause(key.name if key else WORDS, tuple(unique), raw.negated)


def _key(raw: RawClause) -> Key:
    name = raw.key.lower()
    key = KEYS.get(ALIASES.get(name, name))
    if key is None:
        meant = nearest(name, (*KEYS, *ALIASES))
        sentence = f"There is no filter key “{raw.key}”; put the words in quotation marks to search for them"
        raise FilterError(sentence, raw.position, len(raw.key), meant)
    return key


def _checked(key: Key, raw: RawValue) -> list[Value]:
    if not key.compares and key.takes != "date":
        raw = RawValue(raw.sign + raw.text, raw.position, raw.length)
    match key.takes:
        case "words" if key.dated and "@" in raw.text:
            return _on_a_day(key, raw)
        case "words":
            return [_value(raw, word) for word in _fixed(key, raw)]
        case "number":
            return [_value(raw, str(_number(key, raw)))]
        case "id":
            return [_value(raw, str(_id(raw)))]
        case "date":
            return [_date(raw)]
        case _:
            return [_text(raw, raw.text)]


def _value(raw: RawValue, text: str) -> Value:
    return Value(text, COMPARISONS[raw.sign], raw.position, raw.length)


def _text(raw: RawValue, text: str) -> Value:
    if match_expression(text, phrase=True) is None:
        raise FilterError(f"“{text}” holds no letter or digit to look for", raw.position, raw.length)
    return _value(raw, text)


def _fixed(key: Key, raw: RawValue) -> tuple[str, ...]:
    """Return the fixed word that is meant, whole or by the beginnings of its words where that is clear."""
    typed = _plain(raw.text)
    if (key.name, typed) in SYNONYMS:
        return SYNONYMS[key.name, typed]
    for word in key.words:
        if _plain(word) == typed:
            return (word,)
    found = [word for word in key.words if f" {_plain(word)}".find(f" {typed}") >= 0]
    if len(found) == 1:
        return (found[0],)
    if found:
        listed = ", ".join(found)
        raise FilterError(f"“{raw.text}” may be {listed}", raw.position, raw.length, found[0])
    sentence = f"“{raw.text}” is no word for {key.name}, which takes {', '.join(key.words)}"
    raise FilterError(sentence, raw.position, raw.length, nearest(typed, key.words))


def _on_a_day(key: Key, raw: RawValue) -> list[Value]:
    """Return the values of a word with the day it is meant on, `word@2024-05-01`."""
    from db.dates import DateError, span

    word, _, day = raw.text.partition("@")
    place = raw.position + min(raw.length - len(day), raw.length - 1)
    try:
        first, last = span(day)
    except DateError as error:
        raise FilterError(f"“{day}” is no date: {error.reason}", place, max(len(day), 1)) from error
    if first is None or first != last:
        raise FilterError(f"After the @ stands one day, not “{day}”", place, max(len(day), 1))
    meant = _fixed(key, RawValue(word, raw.position, raw.length - len(day) - 1, raw.quoted))
    return [_value(raw, f"{word}@{date.fromordinal(first).isoformat()}") for word in meant]


def _plain(text: str) -> str:
    return fold(text).replace("-", " ").replace("_", " ")


def _number(key: Key, raw: RawValue) -> int:
    if raw.text.isascii() and raw.text.isdigit() and len(raw.text) <= 9 and int(raw.text) <= key.most:
        return int(raw.text)
    raise FilterError(f"{key.name} takes a number from 0 to {key.most}", raw.position, raw.length)


def _id(raw: RawValue) -> int:
    if (number := record_id(raw.text)) is not None:
        return number
    raise FilterError("id takes the number of a record", raw.position, raw.length)


def _date(raw: RawValue) -> Value:
    from db.dates import DateError, span

    try:
        span(raw.text)
    except DateError as error:
        lead = raw.length - len(raw.text) if not raw.quoted else len(raw.sign) + 1
        place = raw.position + min(lead + error.position, max(raw.length - 1, 0))
        raise FilterError(f"“{raw.text}” is no date: {error.reason}", place, 1) from error
    return _value(raw, raw.text)
