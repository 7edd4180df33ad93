CREATE TABLE country (country_id SMALLINT PRIMARY KEY, country VARCHAR(50) NOT NULL UNIQUE);
CREATE TABLE city (
    city_id INT PRIMARY KEY, city VARCHAR(50) NOT NULL, country_id SMALLINT NOT NULL,
    FOREIGN KEY (country_id) REFERENCES country (country_id));
CREATE TABLE address (
    address_id INT PRIMARY KEY, address VARCHAR(120) NOT NULL, postal_code CHAR(10), city_id INT NOT NULL,
    FOREIGN KEY (city_id) REFERENCES city (city_id));
CREATE TABLE store (
    store_id SMALLINT PRIMARY KEY, store_name VARCHAR(50) NOT NULL, manager_staff_id INT NOT NULL, address_id INT NOT NULL,
    FOREIGN KEY (address_id) REFERENCES address (address_id));
CREATE TABLE staff (
    staff_id INT PRIMARY KEY, full_name VARCHAR(60) NOT NULL, national_insurance VARCHAR(40) UNIQUE, email VARCHAR(80),
    store_id SMALLINT, reports_to INT, FOREIGN KEY (store_id) REFERENCES store (store_id),
    FOREIGN KEY (reports_to) REFERENCES staff (staff_id));
CREATE TABLE customer (
    customer_id INT AUTO_INCREMENT PRIMARY KEY, store_id SMALLINT NOT NULL, full_name VARCHAR(60) NOT NULL, sex CHAR(1),
    passport_no VARCHAR(40) UNIQUE, phone VARCHAR(40) NOT NULL UNIQUE CHECK (phone <> ''), email VARCHAR(80),
    date_of_birth DATE, address_id INT, tags JSON, preferences JSON, active BOOLEAN NOT NULL DEFAULT TRUE,
    create_date DATETIME DEFAULT CURRENT_TIMESTAMP,
    salutation VARCHAR(70) AS (CONCAT(IF(sex = 'M', 'Mr ', 'Ms '), full_name)) STORED,
    FOREIGN KEY (store_id) REFERENCES store (store_id), FOREIGN KEY (address_id) REFERENCES address (address_id));
CREATE TABLE language (language_id SMALLINT PRIMARY KEY, name CHAR(20) NOT NULL);
CREATE TABLE film (
    film_id INT PRIMARY KEY, title VARCHAR(128) NOT NULL, release_year YEAR, language_id SMALLINT NOT NULL,
    rating ENUM('G', 'PG', 'R') NOT NULL DEFAULT 'G', rental_rate DECIMAL(5,2) NOT NULL CHECK (rental_rate > 0),
    special_features SET('Trailers', 'Commentaries', 'Deleted Scenes'),
    FOREIGN KEY (language_id) REFERENCES language (language_id));
CREATE TABLE category (category_id SMALLINT PRIMARY KEY, name VARCHAR(25) NOT NULL UNIQUE);
CREATE TABLE film_category (
    film_id INT, category_id SMALLINT, PRIMARY KEY (film_id, category_id), FOREIGN KEY (film_id) REFERENCES film (film_id),
    FOREIGN KEY (category_id) REFERENCES category (category_id));
CREATE TABLE actor (actor_id INT PRIMARY KEY, full_name VARCHAR(60) NOT NULL);
CREATE TABLE film_actor (
    actor_id INT, film_id INT, PRIMARY KEY (actor_id, film_id), FOREIGN KEY (actor_id) REFERENCES actor (actor_id),
    FOREIGN KEY (film_id) REFERENCES film (film_id));
CREATE TABLE inventory (
    store_id SMALLINT, film_id INT, copy_no SMALLINT, PRIMARY KEY (store_id, film_id, copy_no), CHECK (copy_no > 0),
    FOREIGN KEY (store_id) REFERENCES store (store_id), FOREIGN KEY (film_id) REFERENCES film (film_id));
CREATE TABLE rental (
    rental_id BIGINT PRIMARY KEY, store_id SMALLINT NOT NULL, film_id INT NOT NULL, copy_no SMALLINT NOT NULL,
    customer_id INT NOT NULL, staff_id INT, rental_date DATETIME NOT NULL, return_date DATETIME,
    CHECK (return_date > rental_date),
    FOREIGN KEY (store_id, film_id, copy_no) REFERENCES inventory (store_id, film_id, copy_no),
    FOREIGN KEY (customer_id) REFERENCES customer (customer_id), FOREIGN KEY (staff_id) REFERENCES staff (staff_id),
    INDEX rental_customer (customer_id, rental_date));
CREATE TABLE payment (
    payment_id BIGINT, rental_id BIGINT NOT NULL, customer_id INT NOT NULL, card_number VARCHAR(40),
    amount DECIMAL(8,2) NOT NULL, payment_date DATETIME NOT NULL, PRIMARY KEY (payment_id, payment_date))
    PARTITION BY RANGE COLUMNS (payment_date) (PARTITION older VALUES LESS THAN ('2025-01-01'),
    PARTITION newer VALUES LESS THAN (MAXVALUE));
CREATE TABLE follow_up (
    follow_up_id INT PRIMARY KEY, phone VARCHAR(40) NOT NULL, noted_on DATE NOT NULL, note TEXT,
    FOREIGN KEY (phone) REFERENCES customer (phone));
CREATE VIEW customer_list AS
    SELECT customer_id, full_name, phone, address FROM customer LEFT JOIN address USING (address_id);
CREATE SEQUENCE rental_no START WITH 700001;
-- rows
ALTER TABLE store ADD FOREIGN KEY (manager_staff_id) REFERENCES staff (staff_id);
ANALYZE TABLE customer, rental, payment;
