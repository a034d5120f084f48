"""Sentences for the bodies of the benchmarks, in the archive's three languages."""

TITLES = {
    "en": [
        "Report from the Border",
        "Children Left Behind in Yanji",
        "Appeal for the Detained Refugees",
        "Winter at the Tumen River",
        "Prices at the Market of Hoeryong",
        "A Shelter Closes Its Doors",
        "Testimony of a Former Teacher",
        "On the Road through Laos",
    ],
    "ja": [
        "国境からの報告",
        "延吉に残された子どもたち",
        "拘束された難民のための要請",
        "豆満江の冬",
    ],
    "ko": ["국경에서 온 보고", "연길에 남은 아이들", "구금된 난민을 위한 호소", "두만강의 겨울"],
}
SENTENCES = {
    "en": [
        "The river was frozen from bank to bank, and the guards had lit fires along the road.",
        "Our staff met eleven families in three villages within the week.",
        "A kilogram of rice cost between 900 and 950 won at the market in January.",
        "She crossed at night with her daughter and walked for six hours before she was found.",
        "Nobody in the village asks where they come from.",
        "The school takes children without papers as long as a neighbour vouches for them.",
        "Two of the shelters had to be given up after the inspections in autumn.",
        "“We were told that the train would be searched”, the driver said.",
        "Medicine is paid for by donations, and the doctor comes on Sundays.",
        "The ministry has not yet answered the letter of 19 October.",
        "Coal is sold by the bucket, because nobody can afford a sack.",
        "Most of the men work in the forests until the snow melts & the roads open.",
    ],
    "ja": [
        "川は岸から岸まで凍り、道沿いでは警備兵が火を焚いていた。",
        "一週間のうちに、三つの村で十一の家族に会った。",
        "一月の市場では、米一キロが九百から九百五十ウォンだった。",
        "彼女は娘を連れて夜に川を渡り、六時間歩いたところで保護された。",
        "村では、どこから来たのかを誰も尋ねない。",
        "秋の取り締まりのあと、二つの避難所を閉じなければならなかった。",
        "薬は寄付でまかなわれ、医師は日曜日に来る。",
    ],
    "ko": [
        "강은 이쪽에서 저쪽까지 얼어 있었고 길을 따라 경비병들이 불을 피웠다.",
        "한 주 동안 세 마을에서 열한 가족을 만났다.",
        "일월 시장에서 쌀 일 킬로그램은 구백 원에서 구백오십 원이었다.",
        "그녀는 딸과 함께 밤에 강을 건너 여섯 시간을 걸은 끝에 발견되었다.",
        "마을에서는 어디서 왔는지 아무도 묻지 않는다.",
        "가을 단속 뒤에 쉼터 두 곳을 닫아야 했다.",
        "약값은 기부로 마련하고 의사는 일요일마다 온다.",
    ],
}
PEOPLE = ["Kato Hiroshi", "Park Min-ju", "Suzuki Yoko", "Mary Ellis", "Lee Sang-ho", "Anna Berg"]
CITIES = ["Yanji", "Hoeryong", "Mae Sai", "Bangkok", "Vientiane", "Seoul", "Tokyo", "Ulaanbaatar"]
COUNTRIES = ["China", "North Korea", "Thailand", "Laos", "South Korea", "Japan", "Mongolia"]
TAGS = [
    f"{first} {second}"
    for first in ("border", "winter", "school", "shelter", "market", "train", "river", "mission")
    for second in ("2001", "children", "rescue", "prices", "testimony", "law")
]
# Slug of the broader subject, and of the narrower ones in it.
CATEGORIES = {
    "people": ["defectors", "children", "women"],
    "places-of-work": ["border", "shelters", "missions"],
    "public": ["appeals", "screenings"],
}
