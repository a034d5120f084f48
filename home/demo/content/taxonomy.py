"""Categories as a tree in three languages, tags, and places with coordinates."""

# By slug, parents first: the parent, and name and description in each language.
CATEGORIES = {
    "human-rights": (
        None,
        {
            "en": ("Human rights", "Those whose rights are taken away, and by whom."),
            "ja": ("人権", "誰の権利が、誰によって奪われているか。"),
            "ko": ("인권", "누구의 권리가 누구에 의해 빼앗기고 있는가."),
        },
    ),
    "defectors": (
        "human-rights",
        {
            "en": ("Defectors", "People who left North Korea, and the roads they took."),
            "ja": ("脱北者", "北朝鮮を離れた人びとと、その道のり。"),
            "ko": ("탈북자", "북한을 떠난 사람들과 그들이 걸어온 길."),
        },
    ),
    "human-trafficking": (
        "human-rights",
        {
            "en": ("Human trafficking", "Women and children who are sold along the border."),
            "ja": ("人身売買", "国境地帯で売られる女性と子ども。"),
            "ko": ("인신매매", "국경 지대에서 팔려 가는 여성과 아이들."),
        },
    ),
    "relief": (
        None,
        {
            "en": ("Relief", "What is done on the spot."),
            "ja": ("支援", "現地での活動。"),
            "ko": ("구호", "현장에서 하는 일."),
        },
    ),
    "food-aid": (
        "relief",
        {
            "en": ("Food aid", "Rice, maize and their prices."),
            "ja": ("食糧支援", "米、とうもろこし、その価格。"),
            "ko": ("식량 지원", "쌀과 옥수수, 그리고 그 값."),
        },
    ),
    "shelters-and-schooling": (
        "relief",
        {
            "en": ("Shelters and schooling", "Houses, foster families and school fees."),
            "ja": ("シェルターと教育", "隠れ家、里親、学費。"),
            "ko": ("쉼터와 교육", "쉼터와 위탁 가정, 그리고 학비."),
        },
    ),
    "advocacy": (
        None,
        {
            "en": ("Advocacy", "What is said to those who decide."),
            "ja": ("提言", "決定する立場の人びとに訴えること。"),
            "ko": ("옹호 활동", "결정하는 이들에게 전하는 말."),
        },
    ),
    "letters-and-petitions": (
        "advocacy",
        {
            "en": ("Letters and petitions", ""),
            "ja": ("書簡と請願", ""),
            "ko": ("서한과 청원", ""),
        },
    ),
    "conferences-and-missions": (
        "advocacy",
        {
            "en": ("Conferences and missions", ""),
            "ja": ("会議と調査団", ""),
            "ko": ("회의와 조사단", ""),
        },
    ),
    "films": (
        "advocacy",
        {
            "en": ("Films", "Documentaries and their screenings."),
            "ja": ("映画", "ドキュメンタリーとその上映会。"),
            "ko": ("영화", "다큐멘터리와 그 상영회."),
        },
    ),
    "annual-reports": (
        None,
        {
            "en": ("Annual reports", "Accounts and activities of each fiscal year."),
            "ja": ("年次報告", "各年度の会計と活動。"),
            "ko": ("연차 보고", "회계연도별 결산과 활동."),
        },
    ),
}

TAGS = {
    "education": "Education",
    "food-prices": "Food prices",
    "kot-jebi": "Kot-jebi",
    "north-korean-mothers": "North Korean mothers",
    "repatriation": "Repatriation",
    "republic-of-korea": "Republic of Korea",
    "seoul-train": "Seoul Train",
    "shelters": "Shelters",
    "thailand": "Thailand",
    "trafficking": "Trafficking",
    "tumen-river": "Tumen River",
    "underground-railroad": "Underground railroad",
    "unhcr": "UNHCR",
    "united-nations": "United Nations",
    "yanbian": "Yanbian",
}

# By slug: name, country, latitude and longitude.
PLACES = {
    "bangkok": ("Bangkok", "Thailand", 13.7563, 100.5018),
    "hoeryong": ("Hoeryong", "North Korea", 42.4397, 129.7508),
    "mae-sai": ("Mae Sai", "Thailand", 20.4333, 99.8762),
    "namyang": ("Namyang", "North Korea", 42.9500, 129.8667),
    "new-york": ("New York", "United States", 40.7128, -74.0060),
    "osaka": ("Osaka", "Japan", 34.6937, 135.5023),
    "seoul": ("Seoul", "Republic of Korea", 37.5665, 126.9780),
    "tokyo": ("Tokyo", "Japan", 35.6762, 139.6503),
    "tumen-river": ("Tumen River", "China and North Korea", 42.9617, 129.8427),
    "yanji": ("Yanji", "China", 42.8910, 129.5080),
}
