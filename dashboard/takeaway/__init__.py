"""What a reader takes away: pages, briefs and decks as files, from the same queries and sentences as on screen."""
