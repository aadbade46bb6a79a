"""Events in the layouts of others."""
