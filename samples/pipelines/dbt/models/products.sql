select * from read_csv('{{ var("folder") }}/products.csv', all_varchar = true)
