"""How does a file of boundaries become a city pack? Text in, text and flaws out; nothing is opened."""
