"""What can be done with an initiative: each verb is one transaction with permission and audit."""
