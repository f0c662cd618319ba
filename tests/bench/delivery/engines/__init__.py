"""The peers: each a program that takes one job, waits for the word, and sends. Packages unmodified."""
