-- Every column as text: a number of a person is no number to count with.
select * from read_csv('{{ var("folder") }}/customers.csv', all_varchar = true)
