"""What a reader takes away: pages and decks as files, from the same queries and sentences as on screen."""
