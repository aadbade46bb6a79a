"""Events in the layouts of other data sets: pure functions from rows of the views to cells."""
