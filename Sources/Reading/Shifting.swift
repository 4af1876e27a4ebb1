extension Range<Int> {
    /// The same words, counted from elsewhere: of a window, or of the article.
    func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}
