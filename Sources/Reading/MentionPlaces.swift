import Prose

/// Where mentions stand toward statements: in whose source, in whose content, quoted by whom.
struct MentionPlaces {
    private var sourceOf: [[Int]]
    private var contentOf: [[Int]]
    private var quotedBy: [Int?]
    /// For each mention the statements that are told to it.
    private var toldOf: [Int: Int] = [:]
    /// The mentions that a source begins with.
    private(set) var openingSource: Set<Int> = []
    /// The mentions that open their sentence, as its subject mostly does.
    private var opening: Set<Int> = []
    /// For each statement the sentence before the one in which it begins.
    private let sentenceBefore: [Range<Int>]
    private let heads: [Int]
    /// Of the whole article.
    let quotations: QuotationExtents

    init(_ mentions: [FoundMention], _ statements: [BuiltStatement], _ worded: WordedText) {
        let quotations = QuotationExtents(worded)
        self.quotations = quotations
        func sweep(_ pieces: [(range: Range<Int>, id: Int)], _ visit: (Int, [(range: Range<Int>, id: Int)]) -> Void) {
            let pieces = pieces.sorted { ($0.range.lowerBound, $0.id) < ($1.range.lowerBound, $1.id) }
            var (next, open): (Int, [(range: Range<Int>, id: Int)]) = (0, [])
            for (i, mention) in mentions.enumerated() {
                while next < pieces.count, pieces[next].range.lowerBound <= mention.head {
                    open.append(pieces[next])
                    next += 1
                }
                open.removeAll { $0.range.upperBound <= mention.head }
                visit(i, open)
            }
        }
        var sourceOf = [[Int]](repeating: [], count: mentions.count)
        var contentOf = sourceOf
        var quotedBy = [Int?](repeating: nil, count: mentions.count)
        sweep(statements.enumerated().compactMap { id, s in s.source.map { ($0, id) } }) { sourceOf[$0] = $1.map(\.id) }
        sweep(statements.enumerated().flatMap { id, s in s.content.map { ($0, id) } }) { i, open in
            contentOf[i] = open.map(\.id)
            quotedBy[i] =
                open.filter { quotations.quotes(mentions[i].head, statements[$0.id]) }
                .min { $0.range.count < $1.range.count }?.id
        }
        for (i, mention) in mentions.enumerated() where !sourceOf[i].isEmpty && mention.level != .pronoun {
            // "Orvane’s" in "Orvane’s foreign minister" does not speak.
            let last = mention.words.upperBound - 1
            if last > mention.words.lowerBound, worded.slice(last..<last + 1) == "s", worded.words[last].gap == .glued {
                sourceOf[i] = []
            }
        }
        let starts = Set(statements.compactMap { $0.source?.lowerBound })
        openingSource = Set(mentions.indices.filter { !sourceOf[$0].isEmpty && starts.contains(mentions[$0].words.lowerBound) })
        (self.sourceOf, self.contentOf, self.quotedBy) = (sourceOf, contentOf, quotedBy)
        heads = mentions.map(\.head)
        for (statement, told) in MentionPlaces.told(statements, mentions) { for mention in told { toldOf[mention] = statement } }
        sentenceBefore = statements.map { statement in
            let start = Sentence.start(of: statement.extent.lowerBound, worded)
            return start == 0 ? 0..<0 : Sentence.start(of: start - 1, worded)..<start
        }
        for (i, mention) in mentions.enumerated() where mention.kind == .person {
            let start = Sentence.start(of: mention.words.lowerBound, worded)
            if mention.words.lowerBound - start <= MentionPlaces.farthestOpening { opening.insert(i) }
        }
    }

    /// Words before a subject: "On Monday,", "But".
    private static let farthestOpening = 3

    /// The first persons that somebody quoted says, by the statement that quotes them: "I" and "we" inside a quotation are its
    /// speaker's, whatever stands before it.
    func selves(_ surfaces: [MentionSurface]) -> [Int: Int] {
        let pairs = surfaces.indices.compactMap { i in
            surfaces[i].pronoun?.isFirstPerson == true ? quotedBy[i].map { (i, $0) } : nil
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// Whether `speaker` is in the source of a statement that `mention` is in the content of: nobody calls themselves by name in what is
    /// told of them, "A spokesman thanked Ms Korvin".
    func speaks(_ speaker: Int, of mention: Int) -> Bool {
        sourceOf[speaker].contains(where: contentOf[mention].contains)
    }

    /// Whether a statement’s source holds one of two mentions and the other one is told: “a lawyer told Ana Orlo”.
    func parts(_ mention: Int, _ other: Int) -> Bool {
        toldOf[mention].map(sourceOf[other].contains) ?? false || toldOf[other].map(sourceOf[mention].contains) ?? false
    }

    /// For each statement, by its number, the mentions that stand directly behind its cue and in no content of it: whoever is told, “told the council”. Of a
    /// pronoun it cannot be told.
    static func told(_ statements: [BuiltStatement], _ mentions: [FoundMention]) -> [(statement: Int, mentions: [Int])] {
        let byFirstWord = Dictionary(grouping: mentions.indices) { mentions[$0].words.lowerBound }
        return statements.enumerated().compactMap { id, statement in
            guard let source = statement.source, !statement.cue.isEmpty, source.upperBound <= statement.cue.lowerBound else {
                return nil
            }
            let told = byFirstWord[statement.cue.upperBound, default: []].filter { number in
                mentions[number].level != .pronoun && !statement.content.contains { $0.contains(mentions[number].head) }
            }
            return told.isEmpty ? nil : (id, told)
        }
    }

    // By judgement, on dev.
    private static let inOwnWords = 0.03, inOthersWords = 0.15, asSource = 6.0, asSubject = 4.0

    /// What the network, which does not see statements, leaves out of an antecedent's likelihood: who says something does not go back
    /// to somebody in those very words, hardly to somebody in another's, and most often to who spoke before.
    ///
    /// "they" and "it" can mean what others spoke of, so that for them this makes nothing less likely.
    func weight(of earlier: Int, for mention: Int, isPerson: Bool) -> Double {
        guard let statement = sourceOf[mention].last else { return 1 }
        if quotedBy[earlier] == statement { return 0 }
        if contentOf[earlier].contains(statement) { return MentionPlaces.inOwnWords }
        let isSubject = opening.contains(earlier) && sentenceBefore[statement].contains(heads[earlier])
        if !sourceOf[earlier].isEmpty { return MentionPlaces.asSource * (isSubject ? MentionPlaces.asSubject : 1) }
        if isSubject { return MentionPlaces.asSubject }
        return quotedBy[earlier] != nil && isPerson ? MentionPlaces.inOthersWords : 1
    }
}
