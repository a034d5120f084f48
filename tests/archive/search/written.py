"""Words in different spellings: the forms in a row are the same word for the search."""

FORMS = [
    ("DPRK", "D.P.R.K.", "d.p.r.k", "Ｄ．Ｐ．Ｒ．Ｋ．", "D. P. R. K."),
    ("U.N.", "un", "ＵＮ", "U\u2060.N."),
    ("1,200", "1200", "１，２００", "１２００"),
    ("㈱", "(株)", "（株）", "株"),
    ("refugee", "ref\u00adugee", "\ufeffRefu\u200dgee’s", "re\u034ffu\u200bgees\ufe0f"),
    ("キム・ジョンイル", "キムジョンイル", "キム ジョンイル", "キム\u3000ジョンイル", "ｷﾑ･ｼﾞｮﾝｲﾙ"),
    ("加藤博", "加藤 博", "加藤\u3000博", "加藤\u2060博"),
    ("남북한", "남·북한", "남ㆍ북한", "남・북한", "남･북한", "남‧북한", "남\u3164북한"),
]
