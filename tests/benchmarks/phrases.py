"""Words for made-up timelines: parties, people, places, titles and summaries in Latin, Chinese and Japanese script."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SHARE_CHINESE: Final = 0.10
SHARE_JAPANESE: Final = 0.05
"""Shares of events whose title and summary are in that script."""

_SYLLABLES: Final = (
    "ba", "con", "der", "el", "fra", "gi", "har", "in", "jo", "kal", "lem", "mor", "nis", "or", "pre", "qua", "ri",
    "sol", "tan", "um", "ver", "wil", "xa", "yor", "zen", "par", "ty", "mit", "del", "ga",
)  # fmt: skip
_ZH_FAMILY: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"
_ZH_GIVEN: Final = "家瑞明华国强建军志伟文丽芳涛平海波晓东"
_JA_FAMILY: Final = (
    "井上",
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
)
_JA_GIVEN: Final = ("義久", "太郎", "健一", "和夫", "幸子", "直樹", "博", "誠", "美智子", "浩二")

PARTIES: Final = (
    ("Communist Party", "共产党", "共産党", "communist"),
    ("Workers' Party", "劳动党", "労働党", "communist"),
    ("Socialist Party", "社会党", "社会党", "socialist"),
    ("Social Democratic Party", "社会民主党", "社会民主党", "social democratic"),
    ("Labour Party", "工党", "労働党", "social democratic"),
    ("Liberal Party", "自由党", "自由党", "liberal"),
    ("Christian Democratic Union", "基督教民主联盟", "キリスト教民主同盟", "christian democratic"),
    ("Conservative Party", "保守党", "保守党", "conservative"),
    ("National Front", "民族阵线", "国民戦線", "nationalist"),
    ("Green Party", "绿党", "緑の党", "green"),
    ("Farmers' Union", "农民联盟", "農民連合", "agrarian"),
    ("People's Movement", "人民运动", "人民運動", "other"),
)
"""Party names in three languages, and the family of such a party."""

_TITLES: Final = (
    "{guest} leads a delegation of the {party} to {place}",
    "{host} meets {guest} of the {party}",
    "Talks with the {party} on {topic} in {place}",
    "The {party} and the International Department discuss {topic}",
    "{host} receives {guest} in {place}",
    "Delegation of the {party} visits {place}",
)
_TITLES_ZH: Final = (
    "{host}会见{party}代表团",
    "{party}代表团访问{place}",
    "中国共产党与{party}举行会谈",
    "{host}同{guest}就{topic}交换意见",
)
_TITLES_JA: Final = (
    "{party}代表団が{place}を訪問",
    "{host}が{guest}と会談",
    "日中両党が{topic}について意見交換",
    "{party}のシンポジウムを{place}で開催",
)
_TOPICS: Final = (
    "party building", "regional security", "trade", "the yellow sea", "fisheries", "exchange of students",
    "climate", "rural development", "the coming congress", "history textbooks", "local government", "energy",
    "infrastructure", "poverty relief", "the nuclear issue", "think tanks", "youth exchange", "media",
)  # fmt: skip
_TOPICS_ZH: Final = ("党的建设", "两国关系", "地区安全", "青年交流", "经贸合作", "治国理政", "渔业", "减贫")
_TOPICS_JA: Final = ("両国関係", "青年交流", "環境", "経済協力", "地域の安全", "歴史認識", "漁業", "地方自治")
_SENTENCES: Final = (
    "The two sides exchanged views on {topic} and agreed to continue the dialogue.",
    "According to the readout, both parties stressed the importance of {topic}.",
    "The guests also visited {place} and met local cadres there.",
    "{guest} conveyed an invitation to the next congress of the party.",
    "{host} explained the position of the central committee on {topic}.",
    "A memorandum on {topic} was signed, and a return visit was announced.",
)
_SENTENCES_ZH: Final = (
    "双方就{topic}和共同关心的国际问题深入交换意见。",
    "{guest}表示愿同中国共产党加强党际交往，推动{topic}。",
    "代表团还前往{place}参观访问，并同当地干部座谈。",
)
_SENTENCES_JA: Final = (
    "双方は{topic}について率直に意見を交わし、対話を続けることで一致した。",
    "{guest}は日本共産党代表団を率いて{place}を訪れた。",
    "与党交流協議会の次回会合についても話し合った。",
)


@dataclass(frozen=True, slots=True)
class Names:
    """One thing's name in Latin, Chinese and Japanese script."""

    latin: str
    zh: str
    ja: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and where one event is about."""

    party: Names
    host: Names
    guest: Names
    place: Names


class Phrases:
    """Makes texts; the same seed gives the same texts in the same order."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._rare = [self._word(2, 4).lower() for _ in range(4000)]

    def person(self) -> Names:
        """Return a person's name, in each script another one would do."""
        pick = self._random.choice
        zh = pick(_ZH_FAMILY) + pick(_ZH_GIVEN) + pick(_ZH_GIVEN)
        return Names(f"{self._word(1, 2)} {self._word(2, 3)}", zh, pick(_JA_FAMILY) + pick(_JA_GIVEN))

    def place(self, country: Names) -> Names:
        """Return a town of a country."""
        return Names(self._word(2, 3), f"{country.zh}首都", f"{country.ja}の首都")

    def event(self, cast: Cast) -> tuple[str, str]:
        """Return title and summary of an event."""
        chance = self._random.random()
        if chance < SHARE_CHINESE:
            return self._texts("zh", cast, _TITLES_ZH, _SENTENCES_ZH, _TOPICS_ZH)
        if chance < SHARE_CHINESE + SHARE_JAPANESE:
            return self._texts("ja", cast, _TITLES_JA, _SENTENCES_JA, _TOPICS_JA)
        title, summary = self._texts("latin", cast, _TITLES, _SENTENCES, _TOPICS)
        return title, f"{summary} {self._rarely()} {self._rarely()}"

    def _texts(
        self, script: str, cast: Cast, titles: Sequence[str], sentences: Sequence[str], topics: Sequence[str]
    ) -> tuple[str, str]:
        words = {
            "party": getattr(cast.party, script),
            "host": getattr(cast.host, script),
            "guest": getattr(cast.guest, script),
            "place": getattr(cast.place, script),
            "topic": self._random.choice(topics),
        }
        between = " " if script == "latin" else ""
        title = self._random.choice(titles).format_map(words)
        return title, between.join(text.format_map(words) for text in self._random.sample(sentences, 2))

    def _rarely(self) -> str:
        """Return a word whose frequency falls off as words' frequencies do."""
        return self._rare[min(int(self._random.paretovariate(0.6)) - 1, len(self._rare) - 1)]

    def _word(self, least: int, most: int) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=self._random.randint(least, most))).capitalize()
