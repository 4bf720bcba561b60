"""What the reader sees: one module a page, layout only, words close to English; PAGES names them all."""
