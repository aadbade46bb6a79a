"""The main job up to where the sources end: plan, workers, flow, summary."""
