"""What a person does: the package home of streamlit."""
