"""One of the eight documents in Korean."""

from home.demo.manuscript import heading, lead, note, paragraph, person, translation

from . import open_letter

OPEN_LETTER = translation(
    open_letter.PAGE,
    "ko",
    title="반기문 장관께 드리는 공개서한",
    fields={
        "subtitle": "주유엔 대한민국 대표부에 팩스로 전달",
        "transmission": "주유엔 대한민국 대표부에 팩스로 전달",
        "salutation": "존경하는 반기문 장관님께",
        "closing": "삼가 올립니다.",
        **lead(
            "fax",
            alt="책상 등 아래 팩스 받침대에 놓인, 타자로 친 편지",
            caption="서한은 10월 19일 저녁 팩스로 보냈다",
            credit="북한난민구호기금",
        ),
    },
    rows={
        "recipients": [
            person(
                "반기문 각하",
                "유엔 사무총장 지명자, 외교통상부 장관",
                "주유엔 대한민국 대표부",
                "대한민국",
                address="335 East 45th Street\nNew York, New York 10017",
            )
        ],
        "signatories": [
            person("가토 히로시", "사무국장", "북한난민구호기금", "일본"),
            person("마거릿 엘리슨", "의장", "레이크쇼어 난민위원회", "미국"),
            person("서명진 목사", "대표", "남쪽길 선교회", "대한민국"),
        ],
    },
    body=[
        paragraph(
            "먼저 사무총장에 지명되신 것을 축하드립니다. 몇 주 뒤면 장관님께서는 어떤 정부도 그 "
            "국민을 마음대로 다룰 수 없도록 하고자 세워진 기구를 대표하시게 됩니다. 저희는 "
            "자신을 위해 말해 줄 사람이 없는 이들을 대신하여 이 편지를 씁니다.",
            "지난 아홉 해 동안 저희 회원들은 북한을 떠나온 남녀와 아이들을 보호해 왔습니다. "
            "그들의 증언은 확인할 수 있는 모든 점에서 서로 일치합니다.",
        ),
        heading("세 가지 부탁"),
        paragraph(
            "<ol><li>중국에서 북한으로 이루어지는 난민 송환을 베이징에서의 첫 회담 의제로 삼아 "
            "주십시오.</li>"
            "<li>유엔난민기구가 국경 지역에 들어갈 수 있도록 요청해 주십시오.</li>"
            "<li>취임 첫해에 수용소 생존자 대표단을 만나 주십시오.</li></ol>",
        ),
        note("update", "반기문 사무총장은 2007년 1월 1일 취임했습니다.", on="2007-01-09"),
    ],
)

PAGES = [OPEN_LETTER]
