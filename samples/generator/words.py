"""Words that the samples are put together from; combined at random they name nobody on purpose."""

from __future__ import annotations

SURNAMES = (
    "王wang 李li 张zhang 刘liu 陈chen 杨yang 赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao 林lin"
    " 何he 郭guo 马ma 罗luo 梁liang 宋song 郑zheng 谢xie 韩han 唐tang 冯feng 董dong 萧xiao 程cheng 曹cao"
    " 袁yuan 邓deng 许xu 傅fu 沈shen 曾zeng 彭peng 吕lv 苏su 卢lu 蒋jiang 蔡cai 贾jia 丁ding 魏wei 薛xue"
    " 叶ye 余yu 潘pan 白bai 金jin 方fang 石shi 欧阳ouyang 司马sima 诸葛zhuge 上官shangguan"
)
MALE = "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆建国志文博海东旭宏峰晨瑞轩"
FEMALE = "芳娜敏静丽艳娟霞秀玲燕红梅萍丹颖雪琳慧婷佳倩洁莹欣怡雨晴思梦瑶诗涵语嫣"
UYGHUR = "阿依古丽 买买提 古丽娜尔 艾山 热依汗 库尔班 帕提古丽 吐尔逊 阿迪力 玛依拉"

AREAS = {
    110105: "北京市朝阳区",
    120103: "天津市河西区",
    210103: "辽宁省沈阳市沈河区",
    310109: "上海市虹口区",
    320106: "江苏省南京市鼓楼区",
    330108: "浙江省杭州市滨江区",
    350203: "福建省厦门市思明区",
    370203: "山东省青岛市市北区",
    410103: "河南省郑州市二七区",
    420106: "湖北省武汉市武昌区",
    440106: "广东省广州市天河区",
    440304: "广东省深圳市福田区",
    500105: "重庆市江北区",
    510107: "四川省成都市武侯区",
    610113: "陕西省西安市雁塔区",
}
ROADS = "人民路 建设路 解放大道 中山路 和平街 长江路 学府路 科技二路 滨河东路 文化路 朝阳巷 桃园街 新华路"
ESTATES = "阳光花园 翠湖苑 金桂小区 蓝湾国际 和谐家园 绿地城 东方名苑 书香里"

HANT_SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高"
HANT_GIVEN = "志明家豪俊傑雅婷淑芬美玲怡君宗翰詩涵宜庭建宏慧玲偉倫佩珊麗華國強子晴永康嘉欣文彬"
TW_PLACES = "臺北市大安區 臺北市信義區 新北市板橋區 桃園市中壢區 臺中市西屯區 臺南市東區 高雄市前鎮區 新竹市北區"
TW_ROADS = "和平東路二段 忠孝東路四段 文化路一段 中正路 民生街 復興南路 光明三路 建國路"
HK_PLACES = "九龍旺角彌敦道 香港灣仔軒尼詩道 新界沙田大圍道 九龍觀塘開源道 香港中環皇后大道中 新界荃灣青山公路"
HK_ROMAN = "CHAN WONG LEE CHEUNG LAU NG HO LAM CHENG KWOK LEUNG TSANG YEUNG FUNG"
HK_ROMAN_GIVEN = "Tai Man, Siu Ming, Wai Lam, Ka Yan, Chi Keung, Mei Ling, Tsz Kit, Hoi Ching, Yuk Fan, Kin Ho"

FIRST_NAMES = (
    "Oliver Amelia Harry Isla George Ava Noah Mia Jack Grace Leo Freya Arthur Emily Henry Poppy Walter Ruth"
    " Dennis Irene Martin Sylvia Gareth Bronwen Patrick Siobhan Hannah Felix Clara Dmitri Yusuf Priya Aisha"
)
LAST_NAMES = (
    "Ashdown Bellamy Carver Dunmore Eastwick Fairley Garside Holloway Ingram Jessop Kettering Lockhart Marlow"
    " Northcott Oakes Pemberton Quill Radcliffe Stanhope Thackeray Underhill Vance Whitlock"
)
STREETS = "High Street, Station Road, Mill Lane, Victoria Avenue, Church Row, Orchard Close, Bridge Street"
TOWNS = "Leeds LS1, Bristol BS1, York YO1, Norwich NR2, Cardiff CF10, Bath BA1, Exeter EX4, Derby DE1"
COMPANIES = "Marlow & Vance Ltd, Harbourlight Foods, Northcott Engineering, Quillon Media, Tidewater Logistics"
JOBS = "Accountant, Nurse, Software Engineer, Teacher, Sales Manager, Electrician, Solicitor, Chef, Architect"

# Things whose names hold surnames: none of them is a person.
PRODUCTS = (
    "白云羽绒被 黄金桂乌龙茶 高大上书架 金桔蜂蜜茶 马蹄糕礼盒 江南雨伞 石榴红围巾 方糖音箱 毛线帽"
    " 田园台灯 秋衣套装 林间小夜灯 龙井茶罐 安全座椅 牛仔裤 青花瓷花瓶 车载支架 谷物麦片 双肩包 白茶礼盒"
    " 黄山毛峰 孔雀蓝丝巾 熊猫抱枕 米黄窗帘 水晶杯 麦香面包 温感水杯 古铜挂钟 雷雨摆件 钱包卡夹"
)
COLOURS = "米白 雾蓝 墨绿 浅灰 酒红 藏青"
