import Reading
import Record

/// Words of an article that tell a time.
package struct TimeExpression: Sendable, Hashable {
    /// The words, counted as those of `ReadArticle`.
    let words: Range<Int>
    /// Where they stand.
    package let span: Span
    /// What they mean; nil where that cannot be told: "Monday" in an article without a day.
    let value: TimeValue?
    /// Whether the words name it in full, its year too, so that it does not depend on the article's day.
    var isInFull = false

    /// The value attribute of TIMEX3; nil where it cannot be told.
    package var timex: String? { value?.timex }
    /// The type attribute of TIMEX3.
    package var type: String? { value?.type }

    /// All time expressions of an article, in order of reading.
    static func all(in article: ReadArticle, _ text: TimeText, origin: Day?) -> [TimeExpression] {
        var resolver = TimeResolver(origin: origin)
        return TimeGrammar(text: text).matches().map { match in
            let value = resolver.value(of: match.phrase) {
                TimeTense(of: match.words, in: article.clause(around: match.words.lowerBound), article.lower)
            }
            return TimeExpression(
                words: match.words, span: article.extract(match.words).span, value: value, isInFull: match.phrase.isInFull)
        }
    }

    /// All time expressions of a text that was published on a day.
    package static func all(in text: String, published: Day?) -> [TimeExpression] {
        let article = ReadArticle(Article(id: "", path: "", text: text), Findings())
        return all(in: article, TimeText(article), origin: published)
    }
}

extension ReadArticle {
    /// The words of the sentence that a word stands in, as far as they are near: what stands farther off in a sentence without
    /// end tells nothing of it.
    func clause(around word: Int) -> Range<Int> {
        var (start, end) = (word, word + 1)
        while start > 0, word - start < ReadArticle.nearness, worded.words[start].gap != .paragraph,
            !Sentence.ends(start - 1, worded)
        { start -= 1 }
        while end < worded.words.count, end - word < ReadArticle.nearness, worded.words[end].gap != .paragraph,
            !Sentence.ends(end - 1, worded)
        {
            end += 1
        }
        return start..<end
    }

    private static let nearness = 150
}
