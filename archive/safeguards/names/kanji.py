"""Pure: one form for characters that were simplified in Japan or China, or vary in names."""

from __future__ import annotations

from functools import cache

import icu

# Old forms, each before its new one, from the List of Jōyō kanji (常用漢字表, 2010).
_REFORMED = """
亞亜 惡悪 壓圧 圍囲 爲為 醫医 壹壱 隱隠 榮栄 營営 衞衛 驛駅 圓円 鹽塩 緣縁 艷艶 應応 歐欧 毆殴
櫻桜 奧奥 橫横 溫温 穩穏 假仮 價価 畫画 會会 壞壊 懷懐 繪絵 擴拡 殼殻 覺覚 學学 嶽岳 樂楽 渴渇
鐮鎌 勸勧 卷巻 寬寛 歡歓 罐缶 觀観 關関 陷陥 巖巌 顏顔 歸帰 氣気 龜亀 僞偽 戲戯 犧犠 卻却 舊旧
據拠 擧挙 虛虚 峽峡 挾挟 狹狭 鄕郷 曉暁 區区 驅駆 勳勲 薰薫 徑径 惠恵 揭掲 溪渓 經経 螢蛍 輕軽
繼継 鷄鶏 藝芸 擊撃 缺欠 儉倹 劍剣 圈圏 檢検 權権 獻献 縣県 險険 顯顕 驗験 嚴厳 效効 廣広 恆恒
黃黄 鑛鉱 號号 國国 黑黒 濟済 碎砕 齋斎 劑剤 櫁樒 冱冴 雜雑 參参 慘惨 棧桟 蠶蚕 贊賛 殘残 絲糸
齒歯 兒児 辭辞 濕湿 實実 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 緖緒 敍叙 獎奨 將将
燒焼 稱称 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄 疊畳 穰穣 讓譲 釀醸 囑嘱 觸触 寢寝 愼慎 晉晋 眞真
盡尽 圖図 粹粋 醉酔 穗穂 隨随 髓髄 樞枢 數数 瀨瀬 聲声 靜静 齊斉 攝摂 竊窃 專専 戰戦 淺浅 潛潜
纖繊 踐践 錢銭 禪禅 雙双 壯壮 搜捜 插挿 爭争 總総 聰聡 莊荘 裝装 騷騒 增増 臟臓 藏蔵 屬属 續続
墮堕 對対 帶帯 滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断 遲遅 晝昼 蟲虫 鑄鋳 廳庁
徵徴 聽聴 敕勅 鎭鎮 遞逓 鐵鉄 轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬪闘 德徳 獨独 讀読 屆届 繩縄
貳弐 惱悩 腦脳 霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 濱浜 甁瓶 拂払 佛仏 倂併 竝並
變変 邊辺 邉辺 辨弁 瓣弁 辯弁 舖舗 寶宝 豐豊 萠萌 襃褒 沒没 飜翻 槇槙 萬万 滿満 默黙 彌弥 藥薬
譯訳 豫予 餘余 與与 譽誉 搖揺 樣様 謠謡 來来 賴頼 亂乱 覽覧 龍竜 兩両 獵猟 綠緑 壘塁 淚涙 勵励
禮礼 靈霊 齡齢 隸隷 戀恋 爐炉 勞労 樓楼 祿禄 錄録 灣湾 橳㔟 步歩 歲歳 每毎 內内 戶戸 吳呉 淸清
靑青 曾曽 曆暦 歷歴 俱倶 卽即 旣既 槪概 鄰隣 飮飲 說説 稅税 脫脱 悅悦 閱閲 鍊錬 體体 珎珍 強强
"""
# Variants in family names, from the register of names (住民基本台帳ネットワーク統一文字).
_OF_FAMILIES = """
髙高 﨑崎 嵜崎 碕崎 嶋島 嶌島 濵浜 桒桑 栁柳 冨富 槗橋 舘館 峯峰 淵渊 渕渊 藪薮 籠篭 籔薮 檜桧
埜野 閒間 凛凜 堯尭 條条 遙遥 瑤瑶 靏鶴 鸖鶴 𠮷吉 齊斉 齋斎 齎斎 斉斎 圡土 﨟臘 莵兎 菟兎 翆翠
邨村 煕熙 曻昇
"""


@cache
def _forms() -> dict[str, str]:
    pairs = (_REFORMED + _OF_FAMILIES).split()
    return {pair[0]: pair[-1] for pair in pairs if pair[0] != pair[-1]}


@cache
def _to_traditional() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Simplified-Traditional")


@cache
def plain_form(character: str) -> str:
    """The form that stands for all variants of a character: 沢 for 澤, 泽 and 沢."""
    seen_forms: set[str] = set()
    form = _to_traditional().transliterate(character)
    while form in _forms() and form not in seen_forms:
        seen_forms.add(form)
        form = _forms()[form]
    return form
