"""Traditional Chinese words of the held-out half, and names as they are romanised in Hong Kong and Taiwan."""

from __future__ import annotations

from tests.quality.tables import Dice

_SURNAMES = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何羅高蕭潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯翁魏孫戴范方宋杜"
    "傅侯曹溫薛"
)
_GIVEN = (
    "冠承柏彥奕睿品妤思詠晴筱涵婕郁芷瑄佳穎紹恩家豪志豪建宏俊傑明哲信宏文雄金龍春嬌秀英月娥素珍麗雪惠美寶玉淑貞國華"
    "榮輝啟賢展鵬樂瑤朗軒曉彤卓楠浩然梓晴凱琳頌恆穎欣嘉雯潔儀詩敏鳳儀寶儀永權"
)
_TW = (
    "臺北市松山區 臺北市內湖區 新北市中和區 新北市淡水區 桃園市八德區 新竹縣竹北市 臺中市南屯區 彰化縣員林市 嘉義市西區"
    " 臺南市永康區 高雄市鳳山區 屏東縣潮州鎮 宜蘭縣羅東鎮 花蓮縣吉安鄉"
).split()
_TW_ROADS = "民權東路 仁愛路 成功路 中華路 自由路 光復南路 福德街 新生北路 東興路 大同街 學府路 永安街".split()
_HK = (
    "香港鰂魚涌英皇道 香港西營盤第三街 九龍紅磡德民街 九龍黃大仙鳳德道 新界將軍澳唐俊街 新界大埔廣福道 新界粉嶺和豐街"
    " 九龍何文田窩打老道 香港跑馬地山光道 新界葵涌葵盛圍"
).split()
_CANTONESE = (
    "Chan Wong Lee Cheung Lau Ng Ho Lam Kwok Leung Tsang Yeung Fung Chow Mak Tse Yip Poon Kwan Tang Siu "
    "Szeto Au Yuen Hui"
).split()
_CANTONESE_GIVEN = (
    "Ka Wai Chi Man Tsz Hin Yan Kit Ying Lok Sze Ho Mei Suet Fai Kwong Wing Hoi Ling Yuk Shan Chun Pui Nga "
    "Kei Chung Ming"
).split()
_WADE = "Ch'en Hsieh Tsai Hsu Chiu Chang Huang Lin Wu Yang Cheng Kuo Hung Tseng Liao Chou Chuang Chien Su Yeh".split()
_WADE_GIVEN = (
    "Chih-ming Mei-ling Chun-chieh Ya-ting Shu-fen Kuan-lin Yi-chun Hsiao-wen Po-han Chia-hao Hsin-yi Tzu-yu".split()
)
_FIRMS = "鴻運 大順 順發 台新 佳美 全興 東昇 永豐 利群 三和 億通".split()
_FIRM_KINDS = "實業有限公司 企業股份有限公司 工程行 國際貿易有限公司 食品行".split()


def name(d: Dice) -> str:
    return _SURNAMES[min(int(d.expovariate(1 / 18)), len(_SURNAMES) - 1)] + "".join(d.sample(_GIVEN, 2))


def hk_name(d: Dice) -> str:
    first, second = d.sample(_CANTONESE_GIVEN, 2)
    return f"{d.choice(_CANTONESE).upper()} {first} {second}"


def tw_romanised(d: Dice) -> str:
    return f"{d.choice(_WADE)} {d.choice(_WADE_GIVEN)}"


def tw_address(d: Dice) -> str:
    lane = d.choice(("", f"{d.randrange(1, 300)}巷", f"{d.randrange(1, 300)}巷{d.randrange(1, 40)}弄"))
    return f"{d.choice(_TW)}{d.choice(_TW_ROADS)}{lane}{d.randrange(1, 500)}號{d.choice(('', '3樓', '5樓之2', '12樓'))}"


def hk_address(d: Dice) -> str:
    house = f"{d.choice('康麗景富海嘉')}{d.choice('寶庭華安怡')}{d.choice(('大廈', '花園', '閣', '苑'))}"
    return f"{d.choice(_HK)}{d.randrange(1, 400)}號{house}{d.randrange(1, 45)}樓{d.choice('ABCDEFGH')}室"


def firm(d: Dice) -> str:
    return d.choice(_FIRMS) + d.choice(_FIRM_KINDS)
