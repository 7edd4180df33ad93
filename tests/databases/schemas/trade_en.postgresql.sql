CREATE TYPE order_status AS ENUM ('open', 'paid', 'shipped', 'returned');
CREATE SEQUENCE invoice_no START 90001;
CREATE TABLE region (region_id smallint PRIMARY KEY, region_description text NOT NULL);
CREATE TABLE territory (
    territory_id varchar(10) PRIMARY KEY, territory_description text NOT NULL, region_id smallint NOT NULL REFERENCES region);
CREATE TABLE employees (
    employee_id integer PRIMARY KEY, full_name text NOT NULL, title text, birth_date date, hire_date date,
    home_phone text, annual_salary integer CHECK (annual_salary > 0), reports_to integer REFERENCES employees);
CREATE TABLE employee_territories (
    employee_id integer REFERENCES employees, territory_id varchar(10) REFERENCES territory,
    PRIMARY KEY (employee_id, territory_id));
CREATE TABLE customers (
    customer_id char(5) PRIMARY KEY, company_name text NOT NULL, contact_name text NOT NULL, contact_title text,
    address text, city text, postal_code text, phone varchar(40), email varchar(80) UNIQUE, iban varchar(64),
    last_login inet, contact_hours int4range, labels text[], settings jsonb);
CREATE TABLE customer_demographics (customer_type_id char(3) PRIMARY KEY, customer_desc text);
CREATE TABLE customer_customer_demo (
    customer_id char(5) REFERENCES customers, customer_type_id char(3) REFERENCES customer_demographics,
    PRIMARY KEY (customer_id, customer_type_id));
CREATE TABLE suppliers (
    supplier_id integer PRIMARY KEY, company_name text NOT NULL, contact_name text, phone text, homepage text);
CREATE TABLE categories (
    category_id smallint PRIMARY KEY, category_name text NOT NULL UNIQUE, picture bytea,
    parent_id smallint REFERENCES categories);
CREATE TABLE products (
    product_id integer PRIMARY KEY, product_name text NOT NULL, supplier_id integer REFERENCES suppliers,
    category_id smallint REFERENCES categories, ean text UNIQUE, unit_price numeric(10,2) CHECK (unit_price >= 0),
    units_in_stock smallint, discontinued boolean NOT NULL DEFAULT false);
CREATE TABLE shippers (shipper_id smallint PRIMARY KEY, company_name text NOT NULL, phone text);
CREATE TABLE orders (
    order_id integer PRIMARY KEY, customer_id char(5) NOT NULL REFERENCES customers, employee_id integer REFERENCES employees,
    shipper_id smallint REFERENCES shippers, order_date date NOT NULL, shipped_date date, status order_status NOT NULL,
    ship_name text, ship_address text, ship_city text, ship_postal_code text, current_invoice integer,
    CHECK (shipped_date >= order_date));
CREATE TABLE order_lines (
    order_id integer REFERENCES orders, line_no smallint, product_id integer NOT NULL REFERENCES products,
    unit_price numeric(10,2) NOT NULL, quantity smallint NOT NULL CHECK (quantity > 0), discount real NOT NULL DEFAULT 0,
    line_total numeric(12,2) GENERATED ALWAYS AS (unit_price * quantity) STORED, PRIMARY KEY (order_id, line_no));
CREATE TABLE returns (
    return_id uuid PRIMARY KEY, order_id integer NOT NULL, line_no smallint NOT NULL, reason text,
    FOREIGN KEY (order_id, line_no) REFERENCES order_lines);
CREATE TABLE invoices (
    invoice_id integer PRIMARY KEY DEFAULT nextval('invoice_no'), order_id integer NOT NULL REFERENCES orders,
    card_number varchar(64), issued timestamptz NOT NULL, amount numeric(12,2));
CREATE VIEW order_totals AS SELECT order_id, sum(line_total) AS total FROM order_lines GROUP BY order_id;
COMMENT ON COLUMN customers.contact_name IS 'whom we talk to';
COMMENT ON COLUMN employees.home_phone IS 'private number';
-- rows
ALTER TABLE orders ADD FOREIGN KEY (current_invoice) REFERENCES invoices DEFERRABLE;
CREATE INDEX orders_customer ON orders (customer_id);
ANALYZE;
