"""The server: Voilà with our doors; `workshop.server.app.serve` runs it. Nothing heavy is imported here."""
