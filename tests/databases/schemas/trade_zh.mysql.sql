CREATE TABLE 大区 (大区编号 SMALLINT PRIMARY KEY, 大区名称 VARCHAR(20) NOT NULL);
CREATE TABLE 片区 (
    片区编号 VARCHAR(10) PRIMARY KEY, 片区名称 VARCHAR(40) NOT NULL, 大区编号 SMALLINT NOT NULL,
    FOREIGN KEY (大区编号) REFERENCES 大区 (大区编号));
CREATE TABLE 员工 (
    员工编号 INT PRIMARY KEY, 姓名 VARCHAR(60) NOT NULL, 职务 VARCHAR(30), 出生日期 DATE, 入职日期 DATE,
    联系电话 VARCHAR(40), 年薪 INT CHECK (年薪 > 0), 上级编号 INT, FOREIGN KEY (上级编号) REFERENCES 员工 (员工编号));
CREATE TABLE 员工片区 (
    员工编号 INT, 片区编号 VARCHAR(10), PRIMARY KEY (员工编号, 片区编号),
    FOREIGN KEY (员工编号) REFERENCES 员工 (员工编号), FOREIGN KEY (片区编号) REFERENCES 片区 (片区编号));
CREATE TABLE 客户 (
    客户编号 CHAR(7) PRIMARY KEY, 公司名称 VARCHAR(60) NOT NULL, 联系人 VARCHAR(60) NOT NULL, 职务 VARCHAR(30),
    地址 VARCHAR(120), 城市 VARCHAR(20), 邮编 CHAR(6), 手机 VARCHAR(40), 邮箱 VARCHAR(80) UNIQUE, 银行账号 VARCHAR(64),
    登录地址 INET4, 联系时段 VARCHAR(20), 标签 JSON, 设置 JSON);
CREATE TABLE 客户类型 (类型编号 CHAR(3) PRIMARY KEY, 类型说明 VARCHAR(40));
CREATE TABLE 客户所属类型 (
    客户编号 CHAR(7), 类型编号 CHAR(3), PRIMARY KEY (客户编号, 类型编号),
    FOREIGN KEY (客户编号) REFERENCES 客户 (客户编号), FOREIGN KEY (类型编号) REFERENCES 客户类型 (类型编号));
CREATE TABLE 供应商 (
    供应商编号 INT PRIMARY KEY, 公司名称 VARCHAR(60) NOT NULL, 联系人 VARCHAR(60), 电话 VARCHAR(40), 网址 VARCHAR(80));
CREATE TABLE 类别 (
    类别编号 SMALLINT PRIMARY KEY, 类别名称 VARCHAR(20) NOT NULL UNIQUE, 图片 BLOB, 上级编号 SMALLINT,
    FOREIGN KEY (上级编号) REFERENCES 类别 (类别编号));
CREATE TABLE 商品 (
    商品编号 INT PRIMARY KEY, 商品名称 VARCHAR(40) NOT NULL, 供应商编号 INT, 类别编号 SMALLINT, 条码 VARCHAR(20) UNIQUE,
    单价 DECIMAL(10,2) CHECK (单价 >= 0), 库存 SMALLINT, 停售 BOOLEAN NOT NULL DEFAULT FALSE,
    FOREIGN KEY (供应商编号) REFERENCES 供应商 (供应商编号), FOREIGN KEY (类别编号) REFERENCES 类别 (类别编号));
CREATE TABLE 承运商 (承运商编号 SMALLINT PRIMARY KEY, 公司名称 VARCHAR(60) NOT NULL, 电话 VARCHAR(40));
CREATE TABLE 订单 (
    订单编号 INT PRIMARY KEY, 客户编号 CHAR(7) NOT NULL, 员工编号 INT, 承运商编号 SMALLINT, 下单日期 DATE NOT NULL,
    发货日期 DATE, 状态 ENUM('open', 'paid', 'shipped', 'returned') NOT NULL,
    收货人 VARCHAR(60), 收货地址 VARCHAR(120), 收货城市 VARCHAR(20), 收货邮编 CHAR(6), 当前发票 INT,
    CHECK (发货日期 >= 下单日期), FOREIGN KEY (客户编号) REFERENCES 客户 (客户编号),
    FOREIGN KEY (员工编号) REFERENCES 员工 (员工编号), FOREIGN KEY (承运商编号) REFERENCES 承运商 (承运商编号));
CREATE TABLE 订单明细 (
    订单编号 INT, 行号 SMALLINT, 商品编号 INT NOT NULL, 单价 DECIMAL(10,2) NOT NULL, 数量 SMALLINT NOT NULL CHECK (数量 > 0),
    折扣 FLOAT NOT NULL DEFAULT 0, 小计 DECIMAL(12,2) AS (单价 * 数量) STORED, PRIMARY KEY (订单编号, 行号),
    FOREIGN KEY (订单编号) REFERENCES 订单 (订单编号), FOREIGN KEY (商品编号) REFERENCES 商品 (商品编号));
CREATE TABLE 退货 (
    退货编号 UUID PRIMARY KEY, 订单编号 INT NOT NULL, 行号 SMALLINT NOT NULL, 原因 VARCHAR(120),
    FOREIGN KEY (订单编号, 行号) REFERENCES 订单明细 (订单编号, 行号));
CREATE TABLE 发票 (
    发票编号 INT PRIMARY KEY, 订单编号 INT NOT NULL, 卡号 VARCHAR(64) COMMENT '付款银行卡号', 开票时间 DATETIME NOT NULL,
    金额 DECIMAL(12,2), FOREIGN KEY (订单编号) REFERENCES 订单 (订单编号));
CREATE VIEW 订单总额 AS SELECT 订单编号, SUM(小计) AS 总额 FROM 订单明细 GROUP BY 订单编号;
-- rows
ALTER TABLE 订单 ADD FOREIGN KEY (当前发票) REFERENCES 发票 (发票编号);
ANALYZE TABLE 客户, 订单;
