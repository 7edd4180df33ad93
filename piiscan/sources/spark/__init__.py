"""Tables whose rows are read by Spark (https://spark.apache.org/docs/latest/), and never come to this process."""
