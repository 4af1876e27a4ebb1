import English
import Prose

/// What the headline of an article gives to somebody by a mark alone.
///
///     Mayor: gate was never shut         ‘We were lied to’: miners        Fares to rise – minister
///
/// Many headlines have a colon, “Ferry fire: what we know”: whoever is named must be what people or bodies are called, or speak in the article.
enum HeadlineStatement {
    /// Words of a headline, and of whoever is named in it.
    private static let longest = 18, longestName = 4

    /// - Parameter speakers: the sources of the article's statements.
    static func found(in worded: WordedText, speakers: [Range<Int>]) -> [FoundStatement] {
        let words = worded.words
        guard let end = words.indices.dropFirst().first(where: { words[$0].gap == .paragraph }), end <= longest, end > 3,
            worded.slice(end - 1..<end) != "."
        else { return [] }
        let marks = (1..<end - 1).filter { isDivision($0, worded) }
        guard marks.count == 1, let mark = marks.first else { return [] }
        let (before, behind) = (0..<mark, mark + 1..<end)
        let isColon = worded.slice(mark..<mark + 1) == ":"
        // Behind a dash stands who speaks; before a colon too, unless it is a quotation.
        let name = isColon && words[0].quote != .opening ? before : behind
        let content = name == before ? behind : before
        guard content.count(where: { words[$0].shape != .mark }) > 2, isSpeaker(name, speakers, worded) else { return [] }
        return [
            FoundStatement(cue: mark..<mark + 1, source: name, content: content, rightAsOften: LayoutStatements.headlineShare)
        ]
    }

    /// A colon, or a dash between spaces, outside quotations.
    private static func isDivision(_ at: Int, _ worded: WordedText) -> Bool {
        let word = worded.words[at]
        guard word.quote == .outside, word.shape == .mark, worded.words[at + 1].gap == .space else { return false }
        let text = worded.slice(at..<at + 1)
        return text == ":" && word.gap == .glued || ["–", "—", "-"].contains(text) && word.gap == .space
    }

    /// What finds something out: "Poll: most are against it"; not "Press review: ...".
    private static let finding: Set<String> = ["poll", "survey", "study", "report"]

    /// Whether words are what somebody or a body is called, "Mayor", "Police", or the surname of who speaks in the article.
    private static func isSpeaker(_ name: Range<Int>, _ speakers: [Range<Int>], _ worded: WordedText) -> Bool {
        guard name.count <= longestName, !Lexicon.furniture.contains(worded.slice(name).lowercased()),
            name.allSatisfy({ worded.words[$0].shape != .digits && worded.words[$0].quote == .outside })
        else { return false }
        let last = worded.slice(name.upperBound - 1..<name.upperBound).lowercased()
        let one = last.hasSuffix("s") ? String(last.dropLast()) : last
        let called: [WordList] = [
            Lexicon.titles, Lexicon.occupations, Lexicon.bodies, Lexicon.collectives, Lexicon.nondescript, Lexicon.spokespeople,
        ]
        if finding.contains(one) || called.contains(where: { $0.contains(last) || $0.contains(one) }) { return true }
        return worded.words[name.upperBound - 1].shape.hasCapital
            && speakers.contains { $0.contains { worded.slice($0..<$0 + 1).lowercased() == last } && !$0.overlaps(name) }
    }
}
