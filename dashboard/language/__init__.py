"""How anything is said: languages, words, numbers and dates, vocabulary, glossary, rates."""
