"""The profile of Life Funds for North Korean Refugees, who write English, Japanese and Korean."""

from __future__ import annotations

import re

from archive.dates.written import WORDS

from . import (
    ACTIVITY_REPORT,
    ADDRESSEE,
    FILM_EVENT,
    INTERVIEW_TURNS,
    LETTER,
    PAGE,
    REPORT,
    Correspondents,
    Countries,
    FiscalYears,
    Letters,
    Occasions,
    People,
    Profile,
    Rule,
    Speakers,
    words,
)

RULES = (
    Rule(PAGE, "", "post type", "page"),
    Rule(ACTIVITY_REPORT, "", "title", "activity report, activities report, annual report"),
    Rule(ACTIVITY_REPORT, "", "title", "活動報告, 年次報告, 事業報告"),
    Rule(ACTIVITY_REPORT, "", "title", "활동보고, 활동 보고, 연차보고, 연차 보고, 사업보고"),
    Rule(LETTER, "", "title", "open letter, letter to, letter of appeal, ^reply from"),
    Rule(LETTER, "", "title", "公開書簡, 公開質問状, への手紙, への書簡, 宛の書簡"),
    Rule(LETTER, "", "title", "공개서한, 공개 서한, 공개질의서, 드리는 편지, 보내는 편지"),
    Rule(REPORT, "interview", "title", "interview, interviews, in conversation with"),
    Rule(REPORT, "interview", "title", "インタビュー, 聞き書き, 対談"),
    Rule(REPORT, "interview", "title", "인터뷰, 대담"),
    Rule(FILM_EVENT, "", "title", "film “…” … screened, film “…” … shown, film “…” … screening"),
    Rule(FILM_EVENT, "", "title", "documentary “…” … screened, documentary “…” … screening"),
    Rule(FILM_EVENT, "", "title", "^film showing, ^film screening, ^documentary screening"),
    Rule(FILM_EVENT, "", "title", "screening of … film “…”, screening of … documentary “…”"),
    Rule(FILM_EVENT, "", "title", "上映会, 映画上映, 試写会"),
    Rule(FILM_EVENT, "", "title", "상영회, 영화 상영, 영화상영, 시사회"),
    Rule(REPORT, "border_report", "title", "border report, report from the border"),
    Rule(REPORT, "border_report", "title", "国境報告, 国境レポート, 国境からの報告"),
    Rule(REPORT, "border_report", "title", "국경보고, 국경 보고"),
    Rule(REPORT, "fact_finding", "title", "fact finding, investigation mission"),
    Rule(REPORT, "fact_finding", "title", "調査団, 実態調査, 現地調査"),
    Rule(REPORT, "fact_finding", "title", "조사단, 진상조사, 실태조사, 현지조사"),
    Rule(REPORT, "speech", "title", "^speech, speech by, speech at, speech to, keynote speech"),
    Rule(REPORT, "speech", "title", "keynote address, address to, address at"),
    Rule(REPORT, "speech", "title", "lecture by, lecture at, lecture on, ^lecture, guest lecture"),
    Rule(REPORT, "speech", "title", "testimony at, testimony before"),
    Rule(REPORT, "speech", "title", "講演, 演説, スピーチ"),
    Rule(REPORT, "speech", "title", "연설, 강연"),
    Rule(REPORT, "speech", "opening", "script of the speech, script of my speech"),
    Rule(REPORT, "speech", "opening", "text of the speech, text of my speech, speech i presented"),
    Rule(REPORT, "speech", "opening", "講演の原稿, 講演原稿, 講演の全文, スピーチ原稿"),
    Rule(REPORT, "speech", "opening", "연설문, 연설 전문, 강연 원고"),
    Rule(REPORT, "statement", "title", "statement, declaration, petition, manifesto"),
    Rule(REPORT, "statement", "title", "appeal to, appeal for, joint appeal, urgent appeal"),
    Rule(REPORT, "statement", "title", "声明, 宣言, 要望書, 請願, アピール"),
    Rule(REPORT, "statement", "title", "성명, 선언문, 호소문, 청원"),
    Rule(REPORT, "field_report", "title", "field report, mission report, report from"),
    Rule(REPORT, "field_report", "title", "現地報告, 現地レポート, 現場報告"),
    Rule(REPORT, "field_report", "title", "현지보고, 현지 보고, 현장보고, 현장 보고"),
    Rule(REPORT, "news", "title", "news, newsflash, press release, announcement"),
    Rule(REPORT, "news", "title", "速報, ニュース, お知らせ, プレスリリース"),
    Rule(REPORT, "news", "title", "속보, 뉴스, 소식, 공지, 보도자료"),
    Rule(LETTER, "", "structure", ADDRESSEE),
    Rule(REPORT, "interview", "structure", INTERVIEW_TURNS),
    Rule(LETTER, "", "category", "open letters, letters, letter, 公開書簡, 공개서한"),
    Rule(ACTIVITY_REPORT, "", "category", "activity reports, annual reports, 活動報告, 활동보고"),
    Rule(FILM_EVENT, "", "category", "film events, film screenings, screenings, 上映会, 상영회"),
    Rule(REPORT, "interview", "category", "interviews, interview, インタビュー, 인터뷰"),
    Rule(REPORT, "speech", "category", "speeches, speech, 講演, 연설, 강연"),
    Rule(REPORT, "border_report", "category", "border reports, border report, 国境報告, 국경보고"),
    Rule(REPORT, "fact_finding", "category", "fact finding, fact finding missions"),
    Rule(REPORT, "fact_finding", "category", "現地調査, 현지조사"),
    Rule(REPORT, "statement", "category", "statements, statement, appeals, 声明, 성명"),
    Rule(REPORT, "field_report", "category", "field reports, field report, 現地報告, 현지보고"),
    Rule(REPORT, "news", "category", "news, press releases, ニュース, お知らせ, 뉴스, 소식"),
    Rule(REPORT, "interview", "post format", "chat"),
    Rule(REPORT, "news", "post format", "aside, status, link"),
)

_SENT = "Faxed|Delivered|Hand-?delivered|Mailed|E-?mailed|Posted|Sent|Transmitted|Handed"
_MEANS = "fax|post|mail|hand|courier|e-?mail|facsimile|registered"
_ADVERBS = "sincerely|respectfully|faithfully|cordially|truly"
_LETTERS = Letters(
    transmission=re.compile(
        rf"(?:{_SENT})\s+(?:\w+\s+){{0,3}}?(?:to|by|via|through|on)\b.{{1,200}}"
        rf"|(?:By|Via)\s+(?:{_MEANS})\b.{{0,200}}"
        r"|.{0,80}(?:FAX|ファクス|ファックス|郵送|メール|手渡し).{0,8}(?:送付|送信|送達|提出|しました|した)"
        r"|.{0,80}(?:팩스|우편|이메일|인편).{0,8}(?:전달|발송|송부)",
        re.IGNORECASE,
    ),
    salutation=re.compile(
        r"(?:Dear\b.{1,120}|(?:Ladies and )?Gentlemen|(?:Sir|Madam)(?:s| or Madam)?"
        r"|(?:Your |My dear )?(?:Excellenc(?:y|ies)|Majesty|Holiness|Highness|Honou?r)"
        r"|To whom it may concern)\s*[:,]"
        r"|Dear [^.!?]{1,60}|(?:拝啓|謹啓|前略|拝復|冠省)[、。，,]?|(?:존경하는|친애하는) .{1,60}",
        re.IGNORECASE,
    ),
    circular=re.compile(
        r"(?:Dear|Hello),? (?:all|everybody|everyone|(?:\w+ )?(?:readers?|friends?|members?"
        r"|supporters?|colleagues?|visitors?|donors?|volunteers?))\b"
        r"|Dear (?!sirs|madams)(?-i:(?:[a-z]+ ){0,2}[a-z]+s)[,:]?$",
        re.IGNORECASE,
    ),
    subject=re.compile(r"(?:Re|Subject|件名|題名|제목)\s*[:：]", re.IGNORECASE),
    closing=re.compile(
        rf"(?:(?:(?:Very |Most )?(?:{_ADVERBS})(?: yours| submitted)?"
        rf"|Yours (?:very |most )?(?:{_ADVERBS})|In solidarity"
        r"|(?:With )?(?:our |my )?(?:(?:best|kind|kindest|warm|warmest) )?"
        r"(?:regards|wishes|respect))"
        r"\s*[,.]?|敬具|敬白|謹白|草々|早々|かしこ|삼가 올립니다\.?|감사합니다\.?)",
        re.IGNORECASE,
    ),
)
_CORRESPONDENTS = Correspondents(
    honorific=re.compile(
        r"(?:To )?(?:(?:His|Her|Their) Excellenc|(?:The )?(?:Right )?Hon(?:\.|ou?rable)|Mr\.|Mrs\."
        r"|Ms\.|Dr\.|Prof(?:\.|essor)|Rev(?:\.|erend)|Sen(?:\.|ator)|H\.E\.|Madam |Sir )"
    ),
    # Japanese and Korean letters put the honorific after the name, and offices before it.
    honorific_behind=re.compile(r".{1,80}(?:様|殿|閣下|御中|귀하|귀중|각하|님께)[,:：、]?"),
    office=re.compile(
        r"\b(?:secretary|minister|president|ambassador|director|chair(?:man|woman|person)?|chief|"
        r"commissioner|representative|premier|chancellor|senator|governor|mayor|professor|rapporteur|"
        r"head|coordinator|founder|manager|editor|members?|staff\w*|team|spokes\w*|consul|envoy)\b"
        r"|長官|大臣|大使|代表|議長|理事|局長|会長|委員長|総長|主席|大統領|首相|弁務官|所長|教授"
        r"|장관|대사|대표|의장|이사|국장|회장|위원장|총장|주석|대통령|총리|소장|교수|목사",
        re.IGNORECASE,
    ),
    body=re.compile(
        r"\b(?:ministry|embassy|consulate|committee|commission|council|office|department|agency|bureau|"
        r"organi[sz]ation|association|foundation|university|college|institute|mission|parliament|house|"
        r"congress|senate|assembly|government|secretariat|funds?|network|cent(?:er|re)|society|league|"
        r"union|coalition|church|federation|alliance|nations|international|refugees"
        r"|productions?|films?|studios?)\b"
        r"|省|庁|委員会|大使館|領事館|協会|基金|事務所|連合|機構|財団|大学|議会|国連|連盟|会$"
        r"|부$|청$|위원회|대사관|협회|기금|사무소|연합|기구|재단|대학|국회|유엔|연맹|교회|선교회",
        re.IGNORECASE,
    ),
    address=re.compile(
        r"c/o\b|P\.?\s?O\.?\s?Box|〒|.*\d|.*\b(?:street|avenue|road|boulevard|building|floor|suite|room|"
        r"square|lane|plaza|tower)\b|.*\b(?:st|ave|rd|blvd|bldg)\.|.*[都道府県市区町村丁目番地号]$"
        r"|.*(?:특별시|광역시|[가-힣]로|[가-힣]길)$",
        re.IGNORECASE,
    ),
    goes_on=re.compile(r"(?:.*(?:\b(?:and|of|for|to|the|on|in)|[,&、・]))$", re.IGNORECASE),
    reached_by=re.compile(
        r"@|https?:|www\.|\b(?:tel|fax|phone|e-?mail)\b|電話|전화", re.IGNORECASE
    ),
    office_then_name=re.compile(
        r"(.{1,80}(?:長|代表|理事|대표|회장|이사장|국장|위원장))\s(\S.{0,20})"
    ),
    particles=words("de, der, van, von, da, di, la, le, bin, al, y, e"),
)
_COUNTRIES = Countries(
    languages=("en", "ja", "ko"),
    # Names on letterheads that the Unicode CLDR lacks.
    further_names=words(
        "republic of korea, korea, rok, democratic people's republic of korea, dprk, "
        "people's republic of china, prc, republic of china, myanmar, burma, "
        "united states of america, usa, u.s.a, u.s, uk, u.k, great britain, russian federation, "
        "lao pdr, kingdom of thailand, viet nam, 大韓民国, 朝鮮民主主義人民共和国, "
        "中華人民共和国, 日本国, 米国, 英国, 대한민국, 조선민주주의인민공화국, 중화인민공화국, "
        "미합중국"
    ),
)
_SPEAKERS = Speakers(
    letters="QA問答문답",
    questions=words("q, question, 問, 質問, 문, 질문"),
    interviewers=words("interviewer, 聞き手, 記者, 기자, ――"),
    answering=words("a, answer, 答, 回答, 답, 대답"),
    fields=words(
        "date, time, place, venue, admission, fee, contact, tel, fax, phone, email, e-mail, "
        "address, note, source, photo, subject, from, to, cc, name, age, sex, gender, born, "
        "birth, nationality, occupation, status, session, topic, theme, charge, crime, sentence, "
        "title, director, year, 日時, 日付, 場所, 会場, 参加費, 主催, 連絡先, 電話, 住所, 注, "
        "出典, 写真, 氏名, 名前, 年齢, 性別, 職業, 国籍, 生年月日, 出身地, 題名, 監督, 罪状, "
        "備考, 일시, 장소, 회비, 주최, 연락처, 전화, 주소, 주, 출처, 사진, 이름, 성명, 나이, "
        "성별, 직업, 국적, 생년월일, 출신지, 제목, 감독, 비고"
    ),
    role=re.compile(
        r"\b(?:interviewe[er]|refugee|defector|survivor|witness|staff(?:er)?|mother|father|brother"
        r"|sister|son|daughter|child|boy|girl|man|woman|activist|volunteer|speaker|moderator|host"
        r"|guest|reporter|journalist|participant|pastor|missionary|professor|broker|shelter|attorney"
        r"|lawyer|judge|doctor|nurse|teacher|student|prisoner|guard|soldier)s?\b"
        r"|\b(?:mr|mrs|ms|dr|prof|rev|fr|sr)\b\.?"
        r"|.(?:さん|氏|様|先生|記者|職員|代表|牧師|監督|スタッフ)$"
        r"|^(?:難民|脱北者|司会|参加者|母|父|男性|女性|少年|少女)"
        r"|.(?:씨|님|선생|기자|목사|대표|간사|활동가|감독)$|^(?:난민|탈북자|사회|참가자|어머니|아버지)",
        re.IGNORECASE,
    ),
    # Latin spellings of most Korean, Chinese and Japanese family names in an archive like this.
    surnames=words(
        "kim, lee, yi, rhee, park, pak, choi, choe, jung, chung, kang, cho, yoon, yun, jang, "
        "chang, lim, rim, han, shin, seo, suh, kwon, hwang, ahn, an, song, hong, yang, ryu, yoo, "
        "yu, noh, roh, moon, mun, son, wang, li, zhang, liu, chen, zhao, huang, zhou, wu, xu, "
        "lin, kato, sato, suzuki, tanaka, ito, watanabe, yamamoto, nakamura, kobayashi"
    ),
    question_ends=("?", "？", "か。"),
)
_MAKER = r"Film ?maker|Director|Producer|Co-producer|Journalist|Photographer|Activist|Moderator"
_LATIN_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,3}"
_PEOPLE = People(
    byline=re.compile(
        r"(?:(?:report|article|text|story|speech|statement)\s+)?"
        r"(?:(?:submitted|written|prepared|presented|delivered|reported)\s+)?"
        r"(?:by\s+){1,2}(?P<name>[^,()]{3,60}?)(?:\s*[,(]\s*(?P<affiliation>[^()]{2,120}?)\)?)?\.?"
        r"|(?:文責|文|報告者|報告|執筆者|執筆|筆者|글|글쓴이|보고)\s?[:：]\s?(?P<eastern>[^\s（(、,][^（(、,]{1,20})"
        r"(?:[（(、,](?P<office>[^（）()]{2,60})[）)]?)?",
        re.IGNORECASE,
    ),
    speaker=re.compile(
        rf"(?:The )?(?P<role>(?i:{_MAKER}))\s+(?P<name>{_LATIN_NAME})\s+"
        r"(?:speaks|spoke|speaking|talks|talked|talking|addresses|addressed|answers|answered)\b.*"
        r"|(?P<eastern>[\w・]{2,30}?)(?P<office>監督|プロデューサー|記者|教授)(?:が|による|の)"
        r"(?:語る|講演|トーク|あいさつ|挨拶|スピーチ).*",
    ),
    directed=re.compile(
        rf"\b[Dd]irected by (?P<names>{_LATIN_NAME}(?:(?:, | and | & |, and ){_LATIN_NAME}){{0,3}})"
        r"|監督\s?[:：]\s?(?P<eastern>[\w・]{2,30})(?:\s|$|[、。／])"
    ),
    between_names=re.compile(r", and |, | and | & "),
)
_WORD = r"[A-ZÀ-Þ][\w.'’-]{0,30}"
_OCCASIONS = Occasions(
    spoken=re.compile(
        r"\b(?:presented|delivered|gave|given|made|read|spoke|spoken)\s+(?:\w+\s+){0,3}?at\s+(?:the\s+)?"
        r"(?P<name>[^.;\n]{3,255}?)\s+(?:which was )?held\s+(?:on|from|in)\s"
    ),
    venue=re.compile(r"[,\s]*at\s+(?:the\s+)?(?P<venue>[A-Z][^,.;\n]{1,100}?)(?=\s+in\s|,\s)"),
    place=re.compile(
        rf"[,\s]*in\s+(?P<city>{_WORD}(?: {_WORD}){{0,2}}),\s(?P<country>[^.;,\n]{{2,60}})"
    ),
)
_FISCAL_YEARS = FiscalYears(
    label=re.compile(
        r"(?:\bFY|\bfiscal\s+year)[\s.]{0,3}['’]?\d{2,4}(?:\s?[-–—/~]\s?\d{2,4})?(?!\d)"
        r"|(?:平成|昭和|令和)(?:元|\d{1,2})年度"
        r"|(?<!\d)\d{4}(?:\s?[-–—~〜]\s?\d{4})?\s?(?:年度|년도|회계연도)",
        re.IGNORECASE,
    ),
    first_month=4,  # as in the Japanese Finance Act
)

_MEANS_OTHERWISE = re.compile(
    r"(?:hate|free(?:dom of)?|figure of|part of) speech|speech (?:therap|impair|recogni|bubble)\w*"
    r"|(?:bank |mission |privacy )statements?|statements? of (?:account|income|faith)\w*"
    r"|(?:how|ways|tips|rules) (?:to|for|of) .*|interview (?:techniques?|tips|skills|questions)"
    r"|(?:cover|form|love|chain|dead) letters?|(?:the )?letter to the editor|letters? of the law"
    r"|news ?letters?|lecture (?:halls?|rooms?)|news ?agenc\w+|petition dish"
    r"|[^\s　、「」]{2,8}の(?:自由|仕方|書き方|受け方|やり方|心得|作法|練習)|(?:手紙|取材|演説)入門"
    r"|[^\s]{2,8}(?:의 자유|하는 (?:법|방법)|쓰는 (?:법|방법)|(?: )?요령|(?: )?연습)",
    re.IGNORECASE,
)
PROFILE = Profile(
    rules=RULES,
    means_otherwise=_MEANS_OTHERWISE,
    dates=WORDS,
    after_date="の의分号",
    fiscal_years=_FISCAL_YEARS,
    letters=_LETTERS,
    correspondents=_CORRESPONDENTS,
    countries=_COUNTRIES,
    speakers=_SPEAKERS,
    people=_PEOPLE,
    occasions=_OCCASIONS,
)
