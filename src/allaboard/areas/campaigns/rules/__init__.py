"""Pure decisions of campaigns: the plan, its approval, and what its results may say."""
