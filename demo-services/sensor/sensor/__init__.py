"""The sensor of the demonstration: sends numbered readings to ServiceB over UDP."""
