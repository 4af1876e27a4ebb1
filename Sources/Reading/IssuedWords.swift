import English
import Prose

/// Whose words a statement, a letter or a post is: who issues it says what it says.
///
/// “The Harbour Board said in a statement that … The statement added”: the Board adds. “His letter”, “Korvin’s post”, “a statement by the Harbour Board” name whose it is
/// themselves. A report, a poll or a law speaks for itself, and so does “the letter”.
struct IssuedWords {
    private let worded: WordedText
    private let statements: [BuiltStatement]
    private let sentences: [Int32]
    private let mentions: [FoundMention]
    private let mentionsByHead: [Int]

    init(_ worded: WordedText, _ statements: [BuiltStatement], sentences: [Int32], _ mentions: [FoundMention], byHead: [Int]) {
        (self.worded, self.statements, self.sentences) = (worded, statements, sentences)
        (self.mentions, mentionsByHead) = (mentions, byHead)
    }

    /// Who issued some words.
    enum Issuer: Equatable {
        /// A mention of whom the source itself names: "his letter".
        case named(Int)
        /// Whoever made another statement by them.
        case speaker(of: Int)
    }

    /// For each statement whose source is such words who issued them, as far as the article tells.
    ///
    /// - Parameter byCue: the statements in order of their cues.
    func issuers(byCue: [Int]) -> [Int: Issuer] {
        var issuers: [Int: Issuer] = [:]
        /// By what was issued last: who said something by it.
        var last: [String: Issuer] = [:]
        for id in byCue {
            guard let kind = issued(id) else {
                // What is told inside of it was said by somebody else.
                if statements[id].parent == nil { for kind in namedBeside(id) { last[kind] = .speaker(of: id) } }
                continue
            }
            issuers[id] = owner(id).map { .named($0) } ?? (isPointed(id) ? last[kind] : nil)
            // "A letter" of nobody known is the one that "the letter" means from here on.
            last[kind] = issuers[id]
        }
        return issuers
    }

    /// "statement" of a source that is one; nil of others.
    private func issued(_ id: Int) -> String? {
        guard let source = statements[id].source else { return nil }
        let head = word(SourceHead.word(of: source, worded))
        return isIssued(head) ? head : nil
    }

    private func isIssued(_ word: String) -> Bool { Lexicon.documents[word].contains("issued") }

    private func word(_ at: Int) -> String { worded.slice(at..<at + 1).lowercased() }

    /// "The statement", "this joint message": not "a message", "another post", nor "the ministry’s statement"; "the letter" is the letter itself.
    private func isPointed(_ id: Int) -> Bool {
        guard let source = statements[id].source, source.count <= IssuedWords.longest else { return false }
        let isItself = Lexicon.documents[word(SourceHead.word(of: source, worded))].contains("itself")
        return !isItself && IssuedWords.pointing.contains(word(source.lowerBound))
    }

    private static let pointing = Lexicon.determiners.words("demonstrative").union(["the"])
    /// Words of a source that says no more than which letter is meant.
    private static let longest = 3

    /// The mention that the source itself says the words are of: "his", "Korvin’s", "by the Harbour Board".
    private func owner(_ id: Int) -> Int? {
        guard let source = statements[id].source else { return nil }
        let head = SourceHead.word(of: source, worded)
        return mentionsHeaded(in: source).last { number in
            let mention = mentions[number]
            guard source.contains(mention.words.lowerBound), mention.words.upperBound <= source.upperBound,
                !mention.words.contains(head)
            else { return false }
            if mention.head < head {
                let end = mention.words.upperBound
                return Lexicon.pronouns[word(mention.head)].contains("possessive") || word(end - 1) == "s"
                    || end < head && ["’", "'"].contains(word(end))
            }
            let start = mention.words.lowerBound
            return mention.kind != .place && start - 2 == head && IssuedWords.issuing.contains(word(start - 1))
        }
    }

    private func mentionsHeaded(in words: Range<Int>) -> ArraySlice<Int> {
        let first = mentionsByHead.partitioningIndex { mentions[$0].head >= words.lowerBound }
        return mentionsByHead[first...].prefix { mentions[$0].head < words.upperBound }
    }

    private static let issuing: Set<String> = ["by", "from"]

    /// What somebody says something by: "said in a statement", "wrote in a second letter to the Assembly"; what stands in the sentence of its cue, outside what is said.
    private func namedBeside(_ id: Int) -> [String] {
        let statement = statements[id]
        let sentence = sentences[statement.telling]
        let near =
            max(0, statement.telling - IssuedWords.farthest)..<min(worded.words.count, statement.telling + IssuedWords.farthest)
        return near.filter { at in
            isIssued(word(at)) && sentences[at] == sentence && !statement.content.contains { $0.contains(at) }
                && (max(0, at - IssuedWords.longest)..<at).contains { IssuedWords.inside.contains(word($0)) }
        }.map(word)
    }

    /// Words looked at on each side of a cue.
    private static let farthest = 40
    private static let inside: Set<String> = ["in", "on", "via", "through"]
}
