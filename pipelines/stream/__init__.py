"""The main job for ever, on a cluster: flow, options, launcher, workers."""
