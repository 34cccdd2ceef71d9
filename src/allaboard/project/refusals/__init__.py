"""What people and programs are told when something was not done: refusals, faults, and addresses that answer nothing."""
