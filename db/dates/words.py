"""The words of dates in English, Chinese, Japanese and Korean, and what each stands for."""

from typing import Final

from db.dates.calendars import HEISEI, JUCHE, MEIJI, MINGUO, MONTHS, REIWA, SHOWA, TAISHO, WEEKDAYS, Era
from db.dates.tokens import Kind, Meaning, Table, listed

_LUNAR: Final = "dates of the lunar calendar are not read, give the Gregorian one"
_FISCAL: Final = "a fiscal year is no calendar year, give its months"
_BEFORE_ONE: Final = "years before 0001 are not kept"
_RELATIVE: Final = "what it means depends on the day it was said, give the date"

_ENGLISH: Final[Table] = {
    Kind.PART: {
        "early": "early|beginning|start",
        "mid": "mid|middle",
        "late": "late|end",
    },
    Kind.SEASON: {0: "spring", 1: "summer", 2: "autumn|fall", 3: "winter"},
    Kind.HALF: {1: "first half|1st half", 2: "second half|2nd half|latter half"},
    Kind.QUARTER: {
        1: "first quarter|1st quarter",
        2: "second quarter|2nd quarter",
        3: "third quarter|3rd quarter",
        4: "fourth quarter|4th quarter|last quarter",
    },
    Kind.CENTURY: {0: "century"},
    Kind.ABOUT: {0: "about|around|circa|c|ca|approx|approximately|roughly|or so"},
    Kind.MAYBE: {0: "maybe|perhaps|possibly|probably|presumably"},
    Kind.BEFORE: {0: "before|prior to|earlier than"},
    Kind.NOT_AFTER: {0: "by|no later than|not later than|not after|on or before|or earlier"},
    Kind.AFTER: {0: "after|later than"},
    Kind.NOT_BEFORE: {0: "no earlier than|not earlier than|not before|on or after|or later"},
    Kind.FROM: {0: "from|since|starting|as of"},
    Kind.ONWARDS: {0: "on|onward|onwards"},
    Kind.UNTIL: {0: "until|till|up to|up until"},
    Kind.TO: {0: "to|through|thru"},
    Kind.BETWEEN: {0: "between"},
    Kind.AND: {0: "and"},
    Kind.OR: {0: "or"},
    Kind.DAY_UNIT: {0: "day|days"},
    Kind.TIME: {0: "morning|noon|afternoon|evening|night"},
    Kind.FILLER: {0: "of|in|the|at|during|sometime|some time|some day|year|ad|ce"},
    Kind.REFUSED: {
        _BEFORE_ONE: "bc|bce",
        _RELATIVE: "today|yesterday|tomorrow|last|next|this",
    },
    Kind.MONTH: {9: "sept"},
    Kind.WEEKDAY: {1: "tues", 3: "thur|thurs"},
}


def _weekdays(last: int, chinese: str, japanese: str, korean: str) -> str:
    """Return the words of a weekday; 月 and 日 alone are units, so they never stand for a weekday."""
    words = [prefix + c for c in chinese for prefix in ("星期", "礼拜", "禮拜", "周", "週")]
    words += [f"{japanese}曜日", f"{japanese}曜", f"{korean}요일"]
    return "|".join(words if last in (0, 6) else [*words, japanese, korean])


_CJK: Final[Table] = {
    Kind.YEAR_UNIT: {0: "年|年份|년"},
    Kind.MONTH_UNIT: {0: "月|月份|월"},
    Kind.DAY_UNIT: {0: "日|号|號|일"},
    Kind.TIME: {0: "上午|中午|下午|晚上|晚|夜|午前|正午|午後|오전|정오|오후|저녁"},
    Kind.QUARTER_UNIT: {0: "季度|四半期|분기"},
    Kind.DECADE_UNIT: {0: "年代|년대"},
    Kind.CENTURY: {0: "世纪|世紀|세기"},
    Kind.FIRST_YEAR: {0: "元年|원년"},
    Kind.PART: {
        "early": "上旬|初旬|初頭|初め|初|はじめ|초순|상순|초",
        "mid": "中旬|半ば|中頃|中ごろ|중순|중반",
        "late": "下旬|末期|末|底|하순|말",
    },
    Kind.SEASON: {
        0: "春|春季|春天|春期|봄",
        1: "夏|夏季|夏天|夏期|여름",
        2: "秋|秋季|秋天|秋期|가을",
        3: "冬|冬季|冬天|冬期|겨울",
    },
    Kind.HALF: {1: "上半年|上半期|上半|前半|상반기", 2: "下半年|下半期|下半|後半|后半|하반기"},
    Kind.ABOUT: {0: "约|約|大约|大約|大概|左右|前后|前後|上下|頃|ごろ|ころ|およそ|약|대략|경|쯤|무렵"},
    Kind.MAYBE: {0: "可能|或许|或許|おそらく|たぶん|아마"},
    Kind.BEFORE: {0: "之前|前|より前|전"},
    Kind.NOT_AFTER: {0: "以前|までに|이전"},
    Kind.AFTER: {0: "之后|之後|より後|后|後|후"},
    Kind.NOT_BEFORE: {0: "以后|以後|이후"},
    Kind.FROM: {0: "从|從|自|由"},
    Kind.STARTING: {0: "起|から|より|부터"},
    Kind.ONWARDS: {0: "以来|以來|以降|이래|至今"},
    Kind.UNTIL: {0: "まで|까지|为止|為止|截至|止"},
    Kind.TO: {0: "至|到"},
    Kind.WITHIN: {0: "之间|之間|间|間|の間|사이"},
    Kind.BETWEEN: {0: "介于|介於"},
    Kind.AND: {0: "和|与|與|及|および|と|과|와|및"},
    Kind.OR: {0: "或|或者|或是|または|か|또는|혹은"},
    Kind.FILLER: {0: "在|于|於|に|の|的|에|의|第|公元|公历|公曆|西暦|西元|서기"},
    Kind.WEEKDAY: {
        0: _weekdays(0, "一", "月", "월"),
        1: _weekdays(1, "二", "火", "화"),
        2: _weekdays(2, "三", "水", "수"),
        3: _weekdays(3, "四", "木", "목"),
        4: _weekdays(4, "五", "金", "금"),
        5: _weekdays(5, "六", "土", "토"),
        6: _weekdays(6, "日天", "日", "일"),
    },
    Kind.ERA: {
        MEIJI: "明治|㍾",
        TAISHO: "大正|㍽",
        SHOWA: "昭和|㍼",
        HEISEI: "平成|㍻",
        REIWA: "令和|㋿",
        MINGUO: "民國|民国|中華民國|中华民国|中華民国",
        JUCHE: "주체|主体|主體",
    },
    Kind.REFUSED: {
        _LUNAR: "农历|農曆|旧暦|旧历|舊曆|阴历|陰曆|음력",
        _FISCAL: "年度|년도|财年|財年",
        _BEFORE_ONE: "公元前|紀元前|西元前|기원전",
        _RELATIVE: "今年|去年|明年|本月|上月|今日|今天|昨天|昨日|올해|작년|오늘",
    },
}


def _named(kind: Kind, first: int, names: tuple[str, ...]) -> dict[str, Meaning]:
    """Return names and their first three letters, numbered."""
    return {
        word: (kind, number)
        for number, name in enumerate(names, first)
        for word in (name.lower(), name[:3].lower())
    }


ENGLISH: Final[dict[str, Meaning]] = {
    **listed(_ENGLISH),
    **_named(Kind.MONTH, 1, MONTHS),
    **_named(Kind.WEEKDAY, 0, WEEKDAYS),
}
"""Single words and phrases, in lower case."""

CJK: Final[dict[str, tuple[tuple[str, Meaning], ...]]] = {
    first: tuple(sorted(((w, m) for w, m in words if w[0] == first), key=lambda pair: -len(pair[0])))
    for words in (tuple(listed(_CJK).items()),)
    for first in {word[0] for word, _ in words}
}
"""Words by their first character, the longest first."""

ERA_LETTERS: Final[dict[str, Era]] = {"M": MEIJI, "T": TAISHO, "S": SHOWA, "H": HEISEI, "R": REIWA}
