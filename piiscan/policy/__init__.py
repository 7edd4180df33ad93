"""Policies, plans and tier schemes: YAML in, typed values out, and back again as the same bytes."""
