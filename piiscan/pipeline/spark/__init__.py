"""The verbs on Spark: what is opened, judged and refused here is the same; rows are read, folded and masked there."""
