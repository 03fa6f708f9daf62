"""The editor of a draft: pages and forms made from the shapes of the policy, so that a new field appears by itself."""
