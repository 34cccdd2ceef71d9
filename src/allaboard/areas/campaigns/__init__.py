"""Plans of steps, approvals, holdouts, results and lift."""
