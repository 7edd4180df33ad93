"""Shops of our own making, in the manner of Sakila, Pagila and Northwind: whole schemas, and the rows in them.

Every person in them is synthetic (`samples.generator`): numbers have valid check digits, and chance chose the rest.
"""
