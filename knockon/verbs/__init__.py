"""What knockon does, one plain function a file; each returns data and prints nothing."""
