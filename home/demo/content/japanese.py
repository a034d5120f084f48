"""Three of the eight documents in Japanese."""

from home.demo.manuscript import (
    amount,
    answer,
    ask,
    dialogue,
    figures,
    heading,
    image,
    lead,
    note,
    paragraph,
    person,
    quote,
    related,
    translation,
)

from . import border_report, interview, open_letter

BORDER_REPORT = translation(
    border_report.PAGE,
    "ja",
    title="国境報告 2006年1月",
    fields={
        "subtitle": "売られる女性、置き去りにされる乳児",
        **lead(
            "yanji",
            alt="雪の積もった通り。集合住宅の間を荷物を持った人びとが歩いている",
            caption="中国・延吉の冬の通り",
            credit="北朝鮮難民救援基金",
        ),
    },
    rows={"contributors": [{"name": "当会スタッフ", "role": "報告", "affiliation": "東京事務所"}]},
    body=[
        paragraph(
            "1月の豆満江の氷は、トラックが通れるほど厚い。中国側の土手からは対岸の南陽の窓を数える"
            "ことができたが、明かりはほとんどなかった。向こう岸には監視所が、互いに見える間隔で並んで"
            "いる。二年前の冬には、この半分もなかった。",
        ),
        image(
            "tumen",
            alt="雪の土手に挟まれた凍った川。対岸に小さな監視所が見える",
            caption="中国側から見た豆満江",
            credit="北朝鮮難民救援基金",
        ),
        heading("女性たち"),
        paragraph(
            "三つの村で七人の女性から話を聞いた。五人は売られ、そのうち二人は二度売られていた。"
            "買うのは嫁の来手がない農民であり、売るのは同じ町の出身者であることが多い。"
        ),
        quote(
            "皿洗いの仕事だと言われました。食堂はまだ一度も見ていません。",
            attribution="咸鏡北道出身の女性、24歳",
            source="2006年1月、延吉近郊での聞き取り",
        ),
        heading("乳児", 3),
        paragraph(
            "母親が捕まると、赤ん坊はその家に居合わせた人の手に残される。年長の子どもは市場に集まる"
            "<i>コッチェビ</i>の群れに加わる。ストーブがあって暖かいからだ。",
        ),
        note(
            "withheld",
            "話をしてくれた人びとを守るため、村の名前と今回の経路は伏せています。",
            on="2006-01-31",
        ),
        figures(
            "聞き取った報奨金と罰金",
            amount("難民を通報した場合の報奨金", "1,000～2,000元", None, "元"),
            amount("匿った場合の罰金", "最高1万元", 10000, "元"),
        ),
        related("同じ国境から", "interview"),
    ],
)

INTERVIEW = translation(
    interview.PAGE,
    "ja",
    title="国境のシェルター職員に聞く",
    fields={
        "subtitle": "人身売買と飢え",
        **lead(
            "shelter",
            alt="カーテンを引いた窓のそばの食卓。湯のみが二つとランプが置かれている",
            caption="話を聞いたのは夜、カーテンを閉めた部屋だった",
            credit="北朝鮮難民救援基金",
        ),
    },
    rows={
        "contributors": [
            {"name": "中原 淳", "role": "聞き手", "affiliation": "北朝鮮難民救援基金"},
            {"name": "現地スタッフ", "role": "話し手", "affiliation": "シェルター"},
        ]
    },
    body=[
        paragraph(
            "2月、東京事務所の一員が、中国側で密かに運営しているシェルターの一つに四日間滞在した。"
            "ここで答えているのは、食料を買い、通りを見張り、夜は子どもに付き添う人びとである。",
        ),
        note(
            "editorial", "「現地スタッフ」は、一つの声として掲載してほしいと望んだ三人を指します。"
        ),
        heading("食べ物"),
        dialogue(
            ask("基金", "この冬は十一人が来たそうですね。どんな様子で着くのですか。"),
            answer(
                "現地スタッフ",
                "まず、凍えています。川は夜のほうが渡りやすいのですが、夜は零下25度にもなります。",
                "最初の日はほとんど食べられません。重湯を出して待つことを覚えました。",
            ),
            ask("基金", "十年前のような飢えが、また始まっているのでしょうか。"),
            answer(
                "現地スタッフ",
                "同じではありません。市場に米はありますが、買える人がいないのです。会寧では1キロ"
                "<b>900～950ウォン</b>です。",
            ),
            answer("現地スタッフ", "兵士も腹をすかせている、と皆が言っています。"),
        ),
        heading("売られる女性"),
        dialogue(
            ask("基金", "ここに来る女性のうち、売られた人はどのくらいいますか。"),
            answer("現地スタッフ", "この冬は、一人を除いて全員です。"),
        ),
        note(
            "withheld",
            "国境地帯から出る道についての二つの答えは、利用する人びとを守るため掲載していません。",
            on="2006-02-20",
        ),
    ],
)

OPEN_LETTER = translation(
    open_letter.PAGE,
    "ja",
    title="潘基文氏への公開書簡",
    fields={
        "subtitle": "韓国国連代表部にファクスで送付",
        "transmission": "韓国国連代表部にファクスで送付",
        "salutation": "潘基文外相閣下",
        "closing": "敬具",
        **lead(
            "fax",
            alt="電気スタンドの下、ファクス機の受け皿に置かれたタイプ打ちの手紙",
            caption="書簡は10月19日の夜にファクスで送られた",
            credit="北朝鮮難民救援基金",
        ),
    },
    rows={
        "recipients": [
            person(
                "潘基文閣下",
                "次期国連事務総長・外交通商部長官",
                "大韓民国国連代表部",
                "大韓民国",
                address="335 East 45th Street\nNew York, New York 10017",
            )
        ],
        "signatories": [
            person("加藤 博", "事務局長", "北朝鮮難民救援基金", "日本"),
            person("マーガレット・エリソン", "議長", "レイクショア難民委員会", "アメリカ合衆国"),
            person("徐明鎮牧師", "代表", "南の道宣教会", "大韓民国"),
        ],
    },
    body=[
        paragraph(
            "まず、ご就任が決まりましたことをお祝い申し上げます。まもなく閣下は、いかなる政府も自国の"
            "民を思いのままに扱うことがないようにと設立された機関を代表されます。私たちは、声を上げる"
            "ことのできない人びとに代わって、この手紙を書いています。",
        ),
        heading("三つのお願い"),
        paragraph(
            "<ol><li>中国から北朝鮮への難民の送還を、北京での最初の会談で取り上げてください。</li>"
            "<li>国連難民高等弁務官が国境の各県に立ち入れるよう求めてください。</li>"
            "<li>就任の最初の年に、収容所の生存者の代表団にお会いください。</li></ol>",
        ),
        note("update", "潘氏は2007年1月1日に事務総長に就任しました。", on="2007-01-09"),
    ],
)

PAGES = [BORDER_REPORT, INTERVIEW, OPEN_LETTER]
