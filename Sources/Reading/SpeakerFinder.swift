import English
import Prose

/// Finds who makes each statement: the entity that its source refers to, and where it has no source the one that the text around it
/// supports. Nobody is invented: where nothing is supported, there is no speaker.
struct SpeakerFinder {
    private let worded: WordedText
    private let statements: [BuiltStatement]
    /// The statements in order of their cues.
    private let byCue: [Int]
    private(set) var coreference: Coreference
    /// Whom the rules hold for the speaker of each statement.
    private(set) var found: [Found?]
    /// The mention that each statement's source is, where it is one.
    private(set) var sourceMentions: [Int?]
    let quotations: QuotationExtents
    /// The first persons that quoted speakers say, by the statement that quotes them.
    private(set) var selves: [Int: Int] = [:]
    /// The mentions that the network saw, in order of their heads.
    private let networkMentions: [FoundMention]
    /// Those who speak together, by the sets of both, as a mention of them.
    private var groups: [[Int]: Int] = [:]

    /// A speaker as a mention of it.
    struct Found {
        let mention: Int
        let confidence: Double
        let isInferred: Bool
    }

    // How sure a step is where the network gives no probability; by judgement, as for the layout's statements.
    private static let quotedSelf = 0.95, besideSibling = 0.85, subject = 0.6, relative = 0.8, unseen = 0.7, lastSpeaker = 0.6

    init(_ worded: WordedText, _ statements: [BuiltStatement], _ coreference: Coreference, _ quotations: QuotationExtents) {
        self.worded = worded
        self.statements = statements
        self.coreference = coreference
        networkMentions = coreference.mentions
        byCue = statements.indices.sorted { statements[$0].cue.lowerBound < statements[$1].cue.lowerBound }
        found = statements.map { _ in nil }
        sourceMentions = statements.map { _ in nil }
        self.quotations = quotations
    }

    /// Finds every speaker; `selves` are the first persons that quoted speakers say, by the statement that quotes them. They join
    /// their speakers' entities.
    mutating func find(selves: [Int: Int]) {
        self.selves = selves
        addLists()
        let mentionsByHead = coreference.mentions.indices.sorted {
            coreference.mentions[$0].head < coreference.mentions[$1].head
        }
        // Parents before children, and in order of reading: who quotes is known before the one quoted says "I".
        for id in statements.indices.sorted(by: { (depth($0), $0) < (depth($1), $1) }) {
            if let source = statements[id].source {
                sourceMentions[id] = mention(of: source, mentionsByHead)
                found[id] = speaker(at: source, mentionsByHead, selves) ?? speakerBefore(id, mentionsByHead)
                if sourceMentions[id] == nil, let found = found[id], coreference.mentions[found.mention].words == source {
                    sourceMentions[id] = found.mention
                }
            }
        }
        for id in statements.indices where statements[id].source == nil { found[id] = inferred(id, mentionsByHead) }
        for (mention, statement) in selves.sorted(by: { $0.key < $1.key }) {
            if let speaker = found[statement] { coreference.join(mention, to: speaker.mention) }
        }
    }

    /// Those who are named side by side, each list as a mention of them, as "they" may mean them.
    private mutating func addLists() {
        let byHead = Dictionary(
            networkMentions.indices.map { (networkMentions[$0].head, $0) }, uniquingKeysWith: { first, _ in first })
        let several = networkMentions.indices.filter { networkMentions[$0].isPlural }
        let byWords = Dictionary(several.map { (networkMentions[$0].words, $0) }, uniquingKeysWith: { first, _ in first })
        for list in NamedList.all(networkMentions, in: worded) {
            let members = list.members.compactMap { byHead[$0.head] }
            let together = members.map { coreference.set(of: $0) }
            guard Set(together).count == list.members.count else { continue }
            let own =
                byWords[list.words]
                ?? coreference.add(
                    FoundMention(
                        head: list.members[0].head, words: list.words, kind: list.members[0].kind, level: .nominal, name: nil,
                        isPlural: true, probability: SpeakerFinder.unseen), in: worded)
            coreference.unite(members, in: own)
            if let group = groups[together] { coreference.join(own, to: group) } else { groups[together] = own }
        }
    }

    private func depth(_ id: Int) -> Int {
        var (depth, at) = (0, statements[id].parent)
        while let parent = at, depth < statements.count { (depth, at) = (depth + 1, statements[parent].parent) }
        return depth
    }

    // MARK: A source

    private mutating func speaker(at source: Range<Int>, _ byHead: [Int], _ selves: [Int: Int]) -> Found? {
        let mention = mention(of: source, byHead)
        if let pair = NamedPair(source, networkMentions, in: worded) { return speaker(of: pair, at: source, mention) }
        if let mention { coreference.extend(mention, over: source, in: worded) }
        guard let mention else {
            if source.count == 1, let relative = RelativePronoun(worded.slice(source).lowercased()) {
                return antecedent(of: relative, at: source.lowerBound, byHead).map {
                    Found(mention: $0, confidence: SpeakerFinder.relative, isInferred: false)
                }
            }
            let word = worded.slice(source).lowercased()
            if source.count == 1, Pronoun.isOne(word) || word == "to" { return nil }
            return Found(mention: add(source, mentions(in: source, byHead)), confidence: SpeakerFinder.unseen, isInferred: false)
        }
        if let quoting = selves[mention] {
            guard let speaker = found[quoting] else { return nil }
            return Found(
                mention: speaker.mention, confidence: speaker.confidence * SpeakerFinder.quotedSelf,
                isInferred: speaker.isInferred)
        }
        if coreference.surfaces[mention].pronoun == .you { return nil }
        if coreference.isNamed(mention) {
            return Found(mention: mention, confidence: coreference.confidence(of: mention), isInferred: false)
        }
        let head = coreference.mentions[mention].head
        if let relative = RelativePronoun(worded.slice(head..<head + 1).lowercased()),
            let whom = antecedent(of: relative, at: head, byHead)
        {
            coreference.join(mention, to: whom)
            return Found(mention: whom, confidence: SpeakerFinder.relative, isInferred: false)
        }
        return nil
    }

    /// Those whom "both" means, or the one whom "the former" does.
    private mutating func speaker(of pair: NamedPair, at source: Range<Int>, _ mention: Int?) -> Found {
        var own = mention ?? add(source, [])
        switch pair.role {
        case .former: coreference.join(own, to: pair.first)
        case .latter: coreference.join(own, to: pair.second)
        case .both:
            let together = [pair.first, pair.second].map { coreference.set(of: $0) }
            coreference.unite([pair.first, pair.second], in: own)
            if let group = groups[together] { coreference.join(own, to: group) } else { groups[together] = own }
        }
        if pair.role != .both { own = pair.role == .former ? pair.first : pair.second }
        return Found(mention: own, confidence: SpeakerFinder.relative, isInferred: false)
    }

    /// Whom an unresolved "he", "she", "it" or "they" goes back to when the network finds nobody: who spoke last, if it was not long ago.
    private mutating func speakerBefore(_ id: Int, _ byHead: [Int]) -> Found? {
        guard let source = statements[id].source, let mention = mention(of: source, byHead),
            coreference.surfaces[mention].pronoun.map({ [.he, .she, .it, .they].contains($0) }) ?? false
        else { return nil }
        // "She condemned what she called a lie": in words that are not quoted the one who speaks is "she" too.
        if let parent = statements[id].parent, let speaker = found[parent], speaks(parent, like: mention),
            !isQuoted(mention, by: parent)
        {
            coreference.join(mention, to: speaker.mention)
            return Found(mention: speaker.mention, confidence: SpeakerFinder.lastSpeaker, isInferred: false)
        }
        let paragraph = worded.words[source.lowerBound].paragraph
        let before = statement(before: id, where: { speaks($0, like: mention) }) {
            paragraph - worded.words[$0].paragraph <= SpeakerFinder.longAgo
        }
        guard let before, let speaker = found[before] else { return nil }
        coreference.join(mention, to: speaker.mention)
        return Found(mention: speaker.mention, confidence: SpeakerFinder.lastSpeaker, isInferred: false)
    }

    private func isQuoted(_ mention: Int, by statement: Int) -> Bool {
        quotations.quotes(coreference.mentions[mention].head, statements[statement])
    }

    /// Whether a statement's speaker can be whom a pronoun means: "it" is a body or a document, "they" are several or a body.
    private func speaks(_ statement: Int, like pronoun: Int) -> Bool {
        guard let speaker = found[statement], coreference.agrees(pronoun, with: speaker.mention) else { return false }
        let mention = coreference.mentions[speaker.mention]
        switch coreference.surfaces[pronoun].pronoun {
        case .it: return mention.kind != .person && !mention.isPlural
        case .they: return mention.isPlural || mention.kind == .organization
        default: return mention.kind == .person
        }
    }

    /// The last statement of those beside `id` whose cue stands before its own, as far back as `reaches` takes a cue's first word, and
    /// whose speaker is known.
    private func statement(
        before id: Int, where isTaken: (Int) -> Bool = { _ in true }, reaches: (Int) -> Bool
    ) -> Int? {
        let cue = statements[id].cue.lowerBound
        let behind = byCue.partitioningIndex { statements[$0].cue.lowerBound >= cue }
        return byCue[..<behind].reversed().prefix { reaches(statements[$0].cue.lowerBound) }.filter {
            statements[$0].cue.upperBound <= cue && statements[$0].parent == statements[id].parent && found[$0] != nil
                && isTaken($0)
        }.max()
    }

    /// In paragraphs.
    private static let longAgo = 3

    /// The mention that a source is: of those that hold its head, the one that shares most of its words. "Ana" is not the speaker in
    /// "Ana’s lawyer", nor in "Ana and Ivo".
    private func mention(of source: Range<Int>, _ byHead: [Int]) -> Int? {
        // "Speaker 1" and "Speaker 2" are two, whatever the network sees in them.
        if isNumbered(source) { return nil }
        let head = SourceHead.word(of: source, worded)
        let within = mentions(in: source, byHead)
        let names = SourceNames(source, within, of: coreference.mentions, in: worded)
        let holding = within.filter { coreference.mentions[$0].words.contains(head) }
        let best = holding.max { overlap($0, source) < overlap($1, source) }
        if names.together.count > 1 {
            return best.flatMap { coreference.mentions[$0].words == source && coreference.mentions[$0].isPlural ? $0 : nil }
        }
        if let person = names.lastPerson, best.map({ !isPersonNamed($0) }) ?? true { return person }
        guard let best else { return nil }
        let behind = coreference.mentions[best].words.upperBound
        guard source.contains(behind) else { return best }
        let word = worded.slice(behind..<behind + 1).lowercased()
        return word == "and" || word == "," && isList(best, source, byHead) ? nil : best
    }

    /// Whether a label before a colon ends with a number.
    private func isNumbered(_ source: Range<Int>) -> Bool {
        let end = source.upperBound
        return source.count > 1 && worded.words[end - 1].shape == .digits && end < worded.words.count
            && worded.slice(end..<end + 1) == ":"
    }

    /// Whether a mention names a person: not "the Interior Minister", nor "Chief" of "the Chief of Police Ana Orlo".
    private func isPersonNamed(_ mention: Int) -> Bool {
        let mention = coreference.mentions[mention]
        guard mention.level == .name, mention.kind == .person, let last = mention.words.last else { return false }
        return !Traits.isTitle(worded.slice(last..<last + 1).lowercased())
    }

    /// "Orvane, Talmere and Sennet": names that a comma and an "and" join.
    private func isList(_ first: Int, _ source: Range<Int>, _ byHead: [Int]) -> Bool {
        let named = mentions(in: source, byHead).filter { coreference.mentions[$0].level == .name }
        let second = named.first { coreference.mentions[$0].words.lowerBound == coreference.mentions[first].words.upperBound + 1 }
        guard let second, coreference.mentions[first].level == .name else { return false }
        let end = coreference.mentions[second].words.upperBound
        return source.contains(end) && ["and", ","].contains(worded.slice(end..<end + 1).lowercased())
    }

    private func mentions(in range: Range<Int>, _ byHead: [Int]) -> [Int] {
        let first = byHead.partitioningIndex { coreference.mentions[$0].head >= range.lowerBound }
        return Array(byHead[first...].prefix { coreference.mentions[$0].head < range.upperBound })
    }

    /// The share of the words of either that both have.
    private func overlap(_ mention: Int, _ range: Range<Int>) -> Double {
        let words = coreference.mentions[mention].words
        let both = words.clamped(to: range).count
        return Double(both) / Double(words.count + range.count - both)
    }

    /// A source in which the network sees no person, organisation or place: a report, a poll, or what it does not know.
    ///
    /// - Parameter within: the mentions whose head stands in it.
    private mutating func add(_ source: Range<Int>, _ within: [Int]) -> Int {
        let head = SourceHead.word(of: source, worded)
        let word = worded.slice(head..<head + 1).lowercased()
        let together = SourceNames(source, within, of: coreference.mentions, in: worded).together
        let isSeveral =
            together.count > 1 || head + 1 < source.upperBound && worded.slice(head + 1..<head + 2).lowercased() == "and"
        // "Assembly Director Selwen Maric" is somebody, seen or not.
        let name =
            together.count > 1 ? nil : titledName(of: source) ?? (isSeveral ? nil : SourceHead.titledName(in: source, worded))
        // "Said", the surname of one who was named before.
        let surname = name == nil && source.count == 1 && worded.words[head].shape == .capital && coreference.isSurname(word)
        let isTitled = name != nil || surname
        let kind: FoundMention.Kind =
            Lexicon.documents.contains(word) ? .document : isSeveral || isTitled || isNumbered(source) ? .person : .other
        return coreference.add(
            FoundMention(
                head: head, words: source, kind: kind, level: isTitled ? .name : .nominal, name: surname ? source : name,
                isPlural: isSeveral && !isTitled,
                probability: SpeakerFinder.unseen, together: together), in: worded)
    }

    /// "Ana Orlo" of "Works and Water Minister Ana Orlo", who is one; not of "Minister Ivo Rhal and Minister Ana Orlo".
    private func titledName(of source: Range<Int>) -> Range<Int>? {
        guard let joint = source.last(where: { worded.slice($0..<$0 + 1).lowercased() == "and" }),
            !(source.lowerBound..<joint).contains(where: { Traits.isTitle(worded.slice($0..<$0 + 1).lowercased()) }),
            !(joint..<source.upperBound).contains(where: { Lexicon.prepositions.contains(worded.slice($0..<$0 + 1).lowercased()) }
            )
        else { return nil }
        return SourceHead.titledName(atEndOf: source, worded)
    }

    /// Whom "who" goes back to: the last of the mentions that end before it or go on through it, people before others: "the lawyers of
    /// the council, who", "members of the council, which".
    private mutating func antecedent(of relative: RelativePronoun, at word: Int, _ byHead: [Int]) -> Int? {
        guard var end = RelativePronoun.endOfAntecedent(before: word, worded) else { return nil }
        let near = mentions(in: max(0, end - RelativePronoun.farthest)..<end, byHead).filter {
            relative.canMean(coreference.mentions[$0])
        }
        var reaching = near.filter { coreference.mentions[$0].words.contains(end - 1) }
        // "demonstrators in Talmere, who"
        if relative == .who, let place = reaching.last, reaching.allSatisfy({ coreference.mentions[$0].kind == .place }) {
            let start = coreference.mentions[place].words.lowerBound
            if start > 1, RelativePronoun.ofPlaces.contains(worded.slice(start - 1..<start).lowercased()) {
                end = start - 1
                reaching = near.filter { coreference.mentions[$0].words.contains(end - 1) }
            }
        }
        let people = relative == .who ? reaching.filter { coreference.mentions[$0].kind == .person } : []
        guard
            let last = (people.isEmpty ? reaching : people).max(by: {
                coreference.mentions[$0].head < coreference.mentions[$1].head
            })
        else { return nil }
        return relative == .who ? several(endingWith: last, near) ?? last : last
    }

    /// Both together, where "both Ana and Ivo" ends with the mention of the second.
    private mutating func several(endingWith last: Int, _ near: [Int]) -> Int? {
        let start = coreference.mentions[last].words.lowerBound
        guard start > 1, worded.slice(start - 1..<start).lowercased() == "and",
            let first = near.last(where: { coreference.mentions[$0].words.upperBound == start - 1 })
        else { return nil }
        let words = coreference.mentions[first].words.lowerBound..<coreference.mentions[last].words.upperBound
        guard words.lowerBound > 0, worded.slice(words.lowerBound - 1..<words.lowerBound).lowercased() == "both" else {
            return nil
        }
        return add(words, near)
    }

    // MARK: No source

    /// Who says what has no source of its own: "…, adding that", "… and warned that" go on with the sentence's statement, or its
    /// subject.
    private func inferred(_ id: Int, _ byHead: [Int]) -> Found? {
        let statement = statements[id]
        if statement.cue.isEmpty { return speaker(ofQuotationAlone: id, byHead) }
        guard goesOn(statement.cue) else { return nil }
        let start = Sentence.start(of: statement.cue.lowerBound, worded)
        let sibling = self.statement(before: id, where: { statements[$0].source != nil }) { $0 >= start }
        if let sibling, let speaker = found[sibling] {
            let confidence = speaker.confidence * SpeakerFinder.besideSibling
            return Found(mention: speaker.mention, confidence: confidence, isInferred: true)
        }
        let subject = mentions(in: start..<min(start + 8, statement.cue.lowerBound), byHead).first {
            coreference.mentions[$0].words.upperBound <= statement.cue.lowerBound && coreference.isNamed($0)
        }
        guard let subject else { return nil }
        return Found(
            mention: subject, confidence: coreference.confidence(of: subject) * SpeakerFinder.subject, isInferred: true)
    }

    /// Whose a quotation without a cue is: of the sentence before it in its paragraph the subject; else who spoke last before; else whom the
    /// paragraph before is about.
    private func speaker(ofQuotationAlone id: Int, _ byHead: [Int]) -> Found? {
        let opening = statements[id].telling
        let isFirst = worded.words[opening].gap == .paragraph
        func inferred(_ mention: Int, _ confidence: Double) -> Found {
            Found(mention: mention, confidence: coreference.confidence(of: mention) * confidence, isInferred: true)
        }
        func subject(from start: Int) -> Int? {
            mentions(in: start..<min(start + 8, opening), byHead).first {
                coreference.mentions[$0].kind == .person && coreference.isNamed($0)
            }
        }
        if !isFirst, let person = subject(from: Sentence.start(of: opening - 1, worded)) {
            return inferred(person, SpeakerFinder.subject)
        }
        let paragraph = worded.words[opening].paragraph
        let before = self.statement(before: id) { paragraph - worded.words[$0].paragraph <= SpeakerFinder.longAgo }
        if let before, let speaker = found[before] {
            return Found(mention: speaker.mention, confidence: speaker.confidence * SpeakerFinder.besideSibling, isInferred: true)
        }
        guard isFirst, opening > 0 else { return nil }
        var start = opening - 1
        while start > 0, worded.words[start].gap != .paragraph { start -= 1 }
        return subject(from: start).map { inferred($0, SpeakerFinder.subject) }
    }

    /// Whether a cue without a source of its own shares one: a participle ("adding"), or a verb behind "and" or a comma.
    private func goesOn(_ cue: Range<Int>) -> Bool {
        let words = cue.map { worded.slice($0..<$0 + 1).lowercased() }
        guard let first = words.first, let last = words.last, first != "according" else { return false }
        if first.hasSuffix("ing") { return true }
        guard cue.lowerBound > 0, SpeakerFinder.passives.isDisjoint(with: words) else { return false }
        let before = worded.slice(cue.lowerBound - 1..<cue.lowerBound).lowercased()
        return ["and", "but", ",", "then", "also"].contains(before)
            && (last.hasSuffix("ed") || words.contains { Lexicon.saying.contains($0) || Lexicon.holding.contains($0) })
    }

    private static let passives = Lexicon.auxiliaries.words("be")
}
