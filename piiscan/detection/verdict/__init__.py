"""From evidence to a verdict: reasons in log-odds that add up, per column and then per table."""
