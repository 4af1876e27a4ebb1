import Foundation
import Neural
import Prose

/// Finds the mentions of a window: which words head one, of which kind and level, how far each reaches, and which words are names.
struct MentionTagger: Sendable {
    private let hidden: Dense
    private let out: Dense
    private let extents: MentionExtents

    /// As in `Training/mentions.py`.
    private static let classes = 10
    private static let nameTags = 9
    private static let outputs = 22
    /// A word heads a mention from this probability on, as in `Training/names.py`.
    private static let least = 0.5

    init(_ file: ModelFile) throws {
        hidden = try Dense(file, "mentions.hidden", inputs: Encoder.hidden, outputs: 256)
        out = try Dense(file, "mentions.out", inputs: 256, outputs: MentionTagger.outputs)
        extents = try MentionExtents(file)
    }

    /// What was found in a window, and the states of the heads, [mentions, Encoder.hidden].
    struct Found: Sendable {
        var mentions: [FoundMention] = []
        var heads: [Float] = []

        /// Without those that have a likelier one's words and kind: “Gov. Rusk” is one mention, whichever word heads it. A body that was given the words of
        /// a person, “BVD leader Smita Orlo”, keeps its name alone.
        func distinct() -> Found {
            var kept = likeliest()
            let persons = Set(kept.mentions.filter { $0.kind == .person }.map(\.words))
            for (at, mention) in kept.mentions.enumerated() where mention.kind != .person && persons.contains(mention.words) {
                if let name = mention.name, name.contains(mention.head) { kept.mentions[at].words = name }
            }
            return kept
        }

        private func likeliest() -> Found {
            let likeliest = Dictionary(mentions.indices.map { (Place(mentions[$0]), $0) }) { a, b in
                mentions[a].probability >= mentions[b].probability ? a : b
            }
            var kept = Found()
            for (at, mention) in mentions.enumerated() where likeliest[Place(mention)] == at {
                kept.mentions.append(mention)
                kept.heads += heads[at * Encoder.hidden..<(at + 1) * Encoder.hidden]
            }
            return kept
        }

        private struct Place: Hashable {
            let words: Range<Int>
            let kind: FoundMention.Kind

            init(_ mention: FoundMention) { (words, kind) = (mention.words, mention.kind) }
        }
    }

    /// The mentions whose heads this window decides, in order; `words` are those of the window, which starts at `start` in the article.
    func mentions(
        _ states: [Float], _ words: [Word], start: Int, _ workspace: Workspace, decides: (Int) -> Bool
    ) -> Found {
        let count = words.count
        let scores = out.apply(hidden.apply(states, rows: count, workspace, gelu: true), rows: count, workspace)
        let names = names(scores, words: count)
        let prepared = extents.prepare(words, states: states, workspace)
        var found = Found()
        for word in 0..<count where decides(word) {
            let row = scores[word * MentionTagger.outputs..<word * MentionTagger.outputs + MentionTagger.classes]
            guard let best = row.dropFirst().indices.max(by: { row[$0] < row[$1] }) else { continue }
            let top = max(row[row.startIndex], row[best])
            let weights = row.map { exp(Double($0 - top)) }
            let probability = 1 - weights[0] / weights.reduce(0, +)
            guard probability >= MentionTagger.least else { continue }
            let (kind, level) = (best - row.startIndex - 1).quotientAndRemainder(dividingBy: 3)
            guard let kind = FoundMention.Kind(rawValue: kind), let level = FoundMention.Level(rawValue: level) else { continue }
            let state = states[word * Encoder.hidden..<(word + 1) * Encoder.hidden]
            let extent = prepared.extent(of: word, state: Array(state), workspace)
            let name = level == .name ? MentionTagger.name(in: extent, head: word, kind, names) : nil
            // "Sanders" is no plural: the tagger goes by its last letter.
            let isOnesName = name.map { $0.words.contains(word) && $0.kind == FoundMention.Kind.person.rawValue } ?? false
            found.mentions.append(
                FoundMention(
                    head: start + word, words: extent.shifted(by: start), kind: kind, level: level,
                    name: name?.words.shifted(by: start), isPlural: !isOnesName && isPlural(scores, word),
                    probability: probability))
            found.heads += state
        }
        return found
    }

    private func isPlural(_ scores: [Float], _ word: Int) -> Bool {
        let number = word * MentionTagger.outputs + MentionTagger.classes + MentionTagger.nameTags
        return scores[number + 2] > max(scores[number], scores[number + 1])
    }

    // MARK: Names

    private struct Name {
        let words: Range<Int>
        /// 0 a person's, 1 an organisation's, 2 a place's, 3 another.
        let kind: Int
    }

    /// The names of a window, read off the tags word by word: O, then B and I for each kind.
    private func names(_ scores: [Float], words: Int) -> [Name] {
        var names: [Name] = []
        for word in 0..<words {
            let first = word * MentionTagger.outputs + MentionTagger.classes
            let row = scores[first..<first + MentionTagger.nameTags]
            guard let best = row.indices.max(by: { row[$0] < row[$1] }), best > first else { continue }
            let (kind, inside) = (best - first - 1).quotientAndRemainder(dividingBy: 2)
            if inside == 1, let last = names.last, last.words.upperBound == word, last.kind == kind {
                names[names.count - 1] = Name(words: last.words.lowerBound..<word + 1, kind: kind)
            } else {
                names.append(Name(words: word..<word + 1, kind: kind))
            }
        }
        return names
    }

    /// The name that a mention is: the one that holds its head, else, where a title heads it, the first of its kind inside.
    private static func name(in words: Range<Int>, head: Int, _ kind: FoundMention.Kind, _ names: [Name]) -> Name? {
        let inside = names.filter { words.contains($0.words.lowerBound) && $0.words.upperBound <= words.upperBound }
        let ofKind = inside.filter { $0.kind == kind.rawValue }
        let holding = inside.first { $0.words.contains(head) }
        if kind == .person { return (ofKind.first { $0.words.contains(head) } ?? ofKind.first ?? holding) }
        return holding
    }
}
