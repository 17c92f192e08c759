"""What is known of places, and what a way of writing one means."""
