"""What columns are called, in English, Chinese, Japanese, Korean, German and French, by what they become."""

from typing import Final

from db.search import fold

_SAID: Final = {
    "date.whole": (
        "date, event date, when, date of event, day of event, datum, 日期, 时间, 時間, 日付, 年月日, "
        "日時, 開催日, 날짜, 일자, 일시, 개최일"
    ),
    "date.start": (
        "start, start date, date start, begin, begin date, date from, from date, first day, date begin, "
        "beginn, anfang, startdatum, debut, date debut, date de debut, 开始, 开始日期, 起始日期, "
        "开始时间, 開始, 開始日, 開始日期, 開始時間, 시작, 시작일, 시작일자, 시작 날짜"
    ),
    "date.end": (
        "end, end date, date end, date to, to date, finish, last day, until, ende, enddatum, fin, "
        "date fin, date de fin, 结束, 结束日期, 结束时间, 結束, 結束日期, 終了, 終了日, 종료, 종료일, "
        "종료일자, 종료 날짜"
    ),
    "date.year": "year, event year, start year, jahr, annee, 年, 年份, 年度, 연도, 년, 년도",
    "date.month": "month, event month, start month, monat, mois, 月, 月份, 월",
    "date.day": "day, event day, start day, day of month, jour, 日, 일",
    "date.end_year": "end year, year end, endjahr, 结束年, 結束年, 終了年",
    "date.end_month": "end month, month end, endmonat, 结束月, 結束月, 終了月",
    "date.end_day": "end day, day end, endtag, 结束日, 結束日",
    "date.precision": (
        "precision, date precision, precision of date, datumsgenauigkeit, genauigkeit, 精度, 精确度, "
        "日期精度, 日付精度, 정밀도, 날짜 정밀도"
    ),
    "date.words": (
        "date as printed, date text, date as stated, printed date, date in source, original date, "
        "date string, 原文日期, 日期原文, 原文の日付, 원문 날짜"
    ),
    "title": (
        "title, event, headline, event title, event name, titel, titre, name, bezeichnung, ereignis, "
        "evenement, 标题, 標題, 事件, 名称, 名稱, 活动, 活動, 題名, 件名, 行事, タイトル, 제목, 행사, "
        "사건, 명칭, 행사명"
    ),
    "type": (
        "type, event type, kind, category, kind of event, type of event, meeting type, typ, art, "
        "ereignistyp, 类型, 類型, 类别, 類別, 種類, 種別, 分類, 유형, 종류, 구분"
    ),
    "status": "status, event status, 状态, 狀態, 状態, 상태",
    "mechanism": (
        "mechanism, framework, dialogue mechanism, mechanismus, mecanisme, 机制, 機制, メカニズム, "
        "枠組み, 枠組, 메커니즘, 협의체"
    ),
    "round": (
        "round, meeting no, meeting number, session no, session number, session, round no, ordinal, "
        "runde, 轮次, 届次, 届, 輪次, 屆次, 回, 回数, 회차, 차수, 第几次"
    ),
    "place": (
        "place, location, venue, city, town, ort, lieu, stadt, ville, 地点, 地點, 城市, 場所, 開催地, "
        "会場, 장소, 도시, 개최지"
    ),
    "country": (
        "country, event country, host country, country of place, nation, land, pays, staat, 国家, 國家, "
        "国, 国名, 국가, 나라, 국명"
    ),
    "direction": "direction",
    "channel": (
        "channel, mode, medium, means, contact channel, kanal, 方式, 形式, 渠道, 開催形式, 방식, 형식"
    ),
    "level": "level, rank, ebene, niveau, 级别, 級別, 层级, 層級, レベル, 수준, 급",
    "part_of": "part of, parent event",
    "areas": (
        "area, areas, field, fields, policy area, policy field, sector, domain, bereich, domaine, 领域, "
        "領域, 分野, 분야"
    ),
    "issues": (
        "issue, issues, topic, topics, theme, themes, subject, subjects, agenda, thema, themen, sujet, "
        "议题, 議題, 主题, 主題, 话题, 話題, テーマ, 의제, 주제"
    ),
    "tags": (
        "tag, tags, keyword, keywords, label, labels, schlagwort, schlagworte, mot cle, mots cles, 标签, "
        "標籤, 关键词, 關鍵詞, タグ, キーワード, 태그, 키워드"
    ),
    "summary": (
        "summary, description, content, contents, details, abstract, text, beschreibung, inhalt, "
        "zusammenfassung, resume, 摘要, 内容, 內容, 简介, 簡介, 描述, 概要, 説明, 要旨, 요약, 내용, "
        "설명, 개요"
    ),
    "note": (
        "note, notes, remark, remarks, comment, comments, bemerkung, bemerkungen, anmerkung, "
        "anmerkungen, remarque, remarques, commentaire, 备注, 備註, 注释, 註釋, 备考, 備考, メモ, 注記, "
        "注, 비고, 메모, 주석"
    ),
    "unverified": "unverified",
    "identifiers": (
        "id, event id, identifier, record id, uid, uuid, case id, global event id, globaleventid, "
        "entry id, 编号, 編號, 序号, 序號, 番号, 번호, 고유번호"
    ),
    "participants.actor": (
        "party, parties, actor, actors, organisation, organisations, organization, organizations, organ, "
        "institution, counterpart, counterparts, participants, host, partei, parteien, parti, partis, "
        "akteur, acteur, 政党, 政黨, 党派, 黨派, 党, 组织, 組織, 団体, 团体, 團體, 机构, 機構, 主办方, "
        "主辦方, 対象, 对象, 對象, 정당, 단체, 기관, 조직, 상대"
    ),
    "participants.person": (
        "person, persons, people, participant, attendee, attendees, delegate, delegates, visitor, "
        "visitors, guest, guests, leader, leaders, official, officials, side, representative, "
        "representatives, teilnehmer, personen, gast, gaste, personne, personnes, participants names, "
        "invite, invites, 人物, 人员, 人員, 姓名, 与会者, 與會者, 出席者, 参加者, 代表, 领导人, 領導人, "
        "氏名, 来访者, 來訪者, 인물, 참석자, 참가자, 대표, 성명, 이름, 인사"
    ),
    "participants.post": (
        "post, posts, role, roles, position, positions, function, office, job, job title, "
        "rank of person, amt, funktion, fonction, poste, 职务, 職務, 职位, 職位, 头衔, 頭銜, 役職, 肩書, "
        "肩書き, 직위, 직책, 직함"
    ),
    "participants.from": "from, origin, home, nationality, herkunft, 来自, 來自, 出身",
    "sources.url": (
        "url, link, source url, source link, address, web address, web page, website, webpage, links, "
        "链接, 連結, 鏈接, 网址, 網址, リンク, 링크"
    ),
    "sources.publisher": (
        "outlet, publisher, newspaper, media, media outlet, news agency, agency, medien, verlag, "
        "editeur, 媒体, 媒體, 出版社, 出版者, 発行元, 発行者, 매체, 언론사, 발행처"
    ),
    "sources.title": (
        "source, sources, source title, citation, reference, references, quelle, quellen, 来源, 來源, "
        "出处, 出處, 资料来源, 出典, 情報源, 출처, 자료"
    ),
    "sources.published": (
        "published, publication date, date published, pub date, report date, publish date, "
        "veroffentlicht, publie, 发布日期, 發布日期, 发表日期, 發表日期, 发布时间, 公開日, 発行日, "
        "掲載日, 게시일, 보도일, 발행일"
    ),
    "sources.author": "author, authors, autor, auteur, 作者, 著者, 저자, 작성자",
    "sources.language": "language, source language, sprache, langue, 语言, 語言, 言語, 언어",
}


def _by_phrase(table: dict[str, str]) -> dict[str, str]:
    """Turn lists of phrases around: what each phrase stands for, as it is folded."""
    return {fold(phrase.strip()): key for key, phrases in table.items() for phrase in phrases.split(",")}


HEADERS: Final = _by_phrase(_SAID)
"""What a column becomes, by its name as it is folded, in single blanks."""

_SIDES: Final = {
    "focal": "our, our side, own, focal, home, 中方, 我方, 本方, 自国, 우리측",
    "counterpart": (
        "foreign, counterpart, other, other side, partner, their, foreigner, 外方, 对方, 對方, 外国, "
        "相手, 相手方, 외국, 상대, 상대측, ausland, etranger"
    ),
}
_ROLES: Final = {
    "host": "host, hosting, gastgeber, hote, 主办, 主辦, 東道, 主催, 主催者, 주최",
    "guest": "guest, visiting, visitor, gast, invite, 来访, 來訪, 訪問, 방문",
}
SIDE_GROUPS: Final = _by_phrase(_SIDES)
ROLE_GROUPS: Final = _by_phrase(_ROLES)
"""Sides and roles of a group of participants, by what stands before a column's name."""

TYPES: Final = {
    "meeting": (
        "meeting, talks, talk, discussion, discussions, 会见, 會見, 会谈, 會談, 会談, 会面, 会晤, 会見, 会合, "
        "회담, 면담, 회견, treffen, gesprach, rencontre, reunion, entretien, bilateral meeting"
    ),
    "call": "courtesy call, 礼节性会见, 拜会, 拜會, 表敬訪問, 예방, hoflichkeitsbesuch",
    "visit": "visit, trip, 访问, 訪問, 방문, besuch, visite, stay",
    "delegation": (
        "delegation visit, delegation, 代表团访问, 代表團訪問, 代表団訪問, 대표단 방문, delegationsbesuch"
    ),
    "session": (
        "mechanism meeting, mechanism session, session of mechanism, session, 机制会议, 機制會議, 定期会合"
    ),
    "dialogue": "party dialogue, dialogue, strategic dialogue, 对话, 對話, 対話, 대화, dialog",
    "congress": (
        "congress, party congress, congress attendance, 大会, 大會, 党大会, 당대회, parteitag, congres"
    ),
    "conference": (
        "conference, forum, summit, 会议, 會議, 会議, 论坛, 論壇, フォーラム, 회의, 포럼, konferenz"
    ),
    "seminar": (
        "seminar, theory seminar, workshop, training, symposium, 研讨会, 研討會, 研讨班, セミナー, 세미나"
    ),
    "video": (
        "video meeting, video call, video conference, online meeting, 视频会议, 視訊會議, ビデオ会議, "
        "화상회의, 视频会谈"
    ),
    "phone": (
        "phone call, telephone call, telephone, phone, call by phone, 通话, 电话, 電話, 電話会談, "
        "전화 통화, 통화, telefonat"
    ),
    "letter": "letter, message, telegram, 信函, 信, 贺电, 賀電, 書簡, 서한, 축전, brief, lettre",
    "signing": "signing, agreement, memorandum, 签署, 簽署, 署名, 서명",
    "reception": "reception, banquet, ceremony, 招待会, 招待會, レセプション, 리셉션, empfang",
    "briefing": "briefing, 通报, 通報",
    "consultation": "consultation, consultations, working talks, 磋商, 協議, 협의",
    "statement": "statement, press conference, declaration, 声明, 聲明, 성명",
    "other": "other, 其他, その他, 기타",
}
CHANNELS: Final = {
    "in person": (
        "in person, in-person, face to face, onsite, offline, 面对面, 线下, 現地, 対面, 대면, personlich"
    ),
    "video": "video, online, virtual, video link, 视频, 視訊, 线上, オンライン, 화상, 온라인",
    "phone": "phone, telephone, 电话, 電話, 전화",
    "letter": "letter, written, mail, message, 书面, 書面, 서면",
}
STATUSES: Final = {
    "held": "held, took place, done, completed, confirmed, 已举行, 举行, 開催, 개최",
    "planned": "planned, scheduled, upcoming, announced, 计划, 計劃, 予定, 예정",
    "postponed": "postponed, delayed, 推迟, 推遲, 延期, 연기",
    "cancelled": "cancelled, canceled, 取消, 中止, 취소",
    "unconfirmed": "unconfirmed, rumoured, 未确认, 未確認, 미확인",
}
SYNONYMS: Final = {
    "type": _by_phrase(TYPES),
    "channel": _by_phrase(CHANNELS),
    "status": _by_phrase(STATUSES),
}
"""Keys of the codebook as it is shipped, by what other files call them, as it is folded."""
