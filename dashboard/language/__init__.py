"""How anything is said: languages, words, numbers and dates, vocabulary and terms, rates."""
