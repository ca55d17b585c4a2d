"""What coded data and state departments call countries, as ISO 3166 codes."""

import re
from functools import cache, lru_cache
from typing import Final

from db.search import fold

_OTHERS: Final = """
AE:UAE|BA:Bosnia-Herzegovina|BA:Bosnian Federation|BN:Brunei Darussalam|BO:Bolivia, Plurinational State of
BS:The Bahamas|CD:Democratic Republic of the Congo (Zaire)|CD:Congo, Democratic Republic of|CD:Zaire
CD:Democratic Republic of Congo|CD:Democratic Republic of the Congo|CD:Congo (Kinshasa)|CG:Congo, Republic of
CG:Congo|CG:Congo (Brazzaville)|CI:Cote d'Ivoire|CI:Cote d’Ivoire|CI:Ivory Coast|CN:China, People's Republic of
CN:China, People’s Republic of|CN:People's Republic of China|CV:Cabo Verde|CZ:Czech Republic
DE:Germany, Federal Republic of|DE:Federal Republic of Germany|FM:Federated States of Micronesia|GB:UK
GB:Great Britain|GM:The Gambia|GM:Gambia, The|IR:Islamic Republic of Iran|KN:St. Christopher and Nevis
KN:St. Kitts and Nevis|KP:Democratic People's Republic of Korea|KP:Korea, North|KR:Korea, South|KR:Republic of Korea
KR:Korea, Republic of|LA:Lao People's Democratic Republic|LC:St. Lucia|LK:Ceylon (Sri Lanka)|LK:Ceylon
MD:Republic of Moldova|MK:Macedonia|MK:Macedonia, Former Yugoslav Republic of|MM:Burma|MO:Macau|OM:Muscat & Oman
PS:Occupied Palestinian Territory|PS:Palestinian Territory, Occupied|PS:Palestinian Territories|RU:Russian Federation
SK:Slovak Republic|SO:Somali Republic|ST:Sao Tome and Principe|SY:Syrian Arab Republic|SZ:Swaziland
TH:Siam (Thailand)|TL:East Timor|TR:Turkey|TZ:United Republic of Tanzania|US:United States of America|US:USA
VA:Holy See|VA:Vatican|VC:St. Vincent and the Grenadines|VC:Saint Vincent and the Grenadines|VN:Viet Nam
WS:Western Samoa|ZA:Union of South Africa|BJ:Dahomey (Benin)|BF:Upper Volta (Burkina Faso)|BF:Upper Volta
KH:Khmer Republic (Cambodia)|HK:Hong Kong SAR|AF:Afghanistan (Interim Authority)|CU:Cuba (Provisional Government)
FR:France (Provisional Government)|IL:Israel (Provisional Government)|PL:Poland (government-in-exile)
"""
"""Names beside those of the reference table; states that are no more have no code and so none here."""

_FIPS: Final = """
AA:AW AC:AG AE:AE AF:AF AG:DZ AJ:AZ AL:AL AM:AM AN:AD AO:AO AQ:AS AR:AR AS:AU AU:AT AV:AI AY:AQ BA:BH BB:BB BC:BW
BD:BM BE:BE BF:BS BG:BD BH:BZ BK:BA BL:BO BM:MM BN:BJ BO:BY BP:SB BR:BR BT:BT BU:BG BV:BV BX:BN BY:BI CA:CA CB:KH CD:TD
CE:LK CF:CG CG:CD CH:CN CI:CL CJ:KY CK:CC CM:CM CN:KM CO:CO CQ:MP CS:CR CT:CF CU:CU CV:CV CW:CK CY:CY DA:DK DJ:DJ DO:DM
DR:DO DX:CY EC:EC EG:EG EI:IE EK:GQ EN:EE ER:ER ES:SV ET:ET EZ:CZ FG:GF FI:FI FJ:FJ FK:FK FM:FM FO:FO FP:PF FR:FR FS:TF
GA:GM GB:GA GG:GE GH:GH GI:GI GJ:GD GK:GG GL:GL GM:DE GP:GP GQ:GU GR:GR GT:GT GV:GN GY:GY GZ:PS HA:HT HK:HK HM:HM HO:HN
HR:HR HU:HU IC:IS ID:ID IM:IM IN:IN IO:IO IR:IR IS:IL IT:IT IV:CI IZ:IQ JA:JP JE:JE JM:JM JN:SJ JO:JO KE:KE KG:KG KN:KP
KR:KI KS:KR KT:CX KU:KW KZ:KZ LA:LA LE:LB LG:LV LH:LT LI:LR LO:SK LS:LI LT:LS LU:LU LY:LY MA:MG MB:MQ MC:MO MD:MD MF:YT
MG:MN MH:MS MI:MW MJ:ME MK:MK ML:ML MN:MC MO:MA MP:MU MR:MR MT:MT MU:OM MV:MV MX:MX MY:MY MZ:MZ NC:NC NE:NU NF:NF NG:NE
NH:VU NI:NG NL:NL NN:SX NO:NO NP:NP NR:NR NS:SR NU:NI NZ:NZ OD:SS PA:PY PC:PN PE:PE PK:PK PL:PL PM:PA PO:PT PP:PG PS:PW
PU:GW QA:QA RE:RE RI:RS RM:MH RN:MF RO:RO RP:PH RQ:PR RS:RU RW:RW SA:SA SB:PM SC:KN SE:SC SF:ZA SG:SN SH:SH SI:SI SL:SL
SM:SM SN:SG SO:SO SP:ES ST:LC SU:SD SV:SJ SW:SE SX:GS SY:SY SZ:CH TB:BL TD:TT TH:TH TI:TJ TK:TC TL:TK TN:TO TO:TG TP:ST
TS:TN TT:TL TU:TR TV:TV TW:TW TX:TM TZ:TZ UC:CW UG:UG UK:GB UP:UA US:US UV:BF UY:UY UZ:UZ VC:VC VE:VE VI:VG VM:VN VQ:VI
VT:VA WA:NA WE:PS WF:WF WI:EH WS:WS WZ:SZ YM:YE ZA:ZM ZI:ZW
"""
"""Codes of FIPS 10-4, which GDELT uses for places, and those of ISO 3166."""


@lru_cache(10_000)
def code_of(name: str) -> str:
    """Return the ISO code of a country's name or code of three letters, empty where it is none that is known."""
    return _codes().get(_plain(name), "")


def code_of_fips(fips: str) -> str:
    """Return the ISO code for a code of FIPS 10-4, empty where there is none."""
    return _fips().get(fips.strip().upper(), "")


def _plain(name: str) -> str:
    return fold(re.sub(r"\s+", " ", name.replace("’", "'")).strip())


@cache
def _codes() -> dict[str, str]:
    from db.codebook.codebook import rows_of

    found: dict[str, str] = {}
    for pair in _OTHERS.replace("\n", "|").split("|"):
        code, _, name = pair.partition(":")
        if name:
            found[_plain(name)] = code
    for row in rows_of("reference", "countries.csv"):
        found[_plain(row["name"])] = row["code"]
        found[_plain(row["alpha3"])] = row["code"]
    return found


@cache
def _fips() -> dict[str, str]:
    return {fips: iso for fips, _, iso in (pair.partition(":") for pair in _FIPS.split())}
