"""Tables, engine, migrations, and everything that writes."""
