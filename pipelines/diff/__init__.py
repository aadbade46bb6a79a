"""What two outputs differ in."""
