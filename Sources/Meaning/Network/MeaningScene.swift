import Prose
import Reading
import Record

/// What the network of meaning is asked about in an article: its statements, the parties that stand in and beside them, sentences in
/// nobody's name, and pairs of statements. Counted in words; everything here is found without a model.
struct MeaningScene: Sendable {
    /// A statement in words.
    struct Told: Sendable {
        /// Its number in the article.
        let id: Int
        let source: [Range<Int>]
        let cue: [Range<Int>]
        let content: [Range<Int>]
        /// What else stands in the sentence of the cue, where there is none in that of the content's beginning.
        let beside: [Range<Int>]
        let speaker: Int?
        let parent: Int?
        let form: Form
    }

    /// Somebody mentioned in the content of a statement, or beside its cue.
    struct Party: Sendable {
        /// The place of the statement in `told`.
        let statement: Int
        /// The entity's id; nil where a place was given by hand.
        let entity: Int?
        /// The mention's words.
        let words: Range<Int>
        /// The word that heads it.
        let head: Int
        let seen: [Float]
    }

    /// A sentence most of whose words are no part of a statement.
    struct OwnSentence: Sendable {
        let words: Range<Int>
        let outside: [Range<Int>]
    }

    /// Parties of a statement behind so many are not looked at.
    static let mostParties = 24
    /// Mentions that are gone through for them.
    static let mostMentions = 96

    let told: [Told]
    let parties: [Party]
    let sentences: [OwnSentence]

    init(_ worded: WordedText, _ findings: Findings) {
        let told = findings.statements.map { statement in
            func words(_ extracts: [Extract]) -> [Range<Int>] {
                extracts.map { worded.words(touching: $0.span) }.filter { !$0.isEmpty }
            }
            let (source, cue, content) = (words(statement.source), words(statement.cue), words(statement.content))
            return Told(
                id: statement.id, source: source, cue: cue, content: content,
                beside: MeaningScene.beside(source + cue + content, from: (cue.first ?? content.first)?.lowerBound, worded),
                speaker: statement.speaker, parent: statement.parent, form: statement.form)
        }
        self.told = told
        let mentions = MentionIndex(worded, findings.entities)
        parties = told.indices.flatMap { mentions.parties(of: told[$0], at: $0, in: worded) }
        sentences = MeaningScene.sentences(worded, outside: told.flatMap { $0.source + $0.cue + $0.content })
    }

    /// One statement without a source, whose parties are given by their places.
    init(_ worded: WordedText, content: Range<Int>, targets: [Range<Int>]) {
        let only = Told(id: 0, source: [], cue: [], content: [content], beside: [], speaker: nil, parent: nil, form: .indirect)
        told = [only]
        parties = targets.map { words in
            Party(
                statement: 0, entity: nil, words: words, head: SourceHead.word(of: words, worded),
                seen: PartyView(nil, words: words, form: .name, isInside: true, number: 0, times: 1).numbers(of: only))
        }
        sentences = []
    }

    /// The words of a sentence that no part of a statement takes.
    private static func beside(_ parts: [Range<Int>], from word: Int?, _ worded: WordedText) -> [Range<Int>] {
        guard let word else { return [] }
        var (found, start) = ([Range<Int>](), Sentence.start(of: word, worded))
        let end = Sentence.end(of: word, worded)
        for part in parts.sorted(by: { $0.lowerBound < $1.lowerBound }) where start < end {
            if part.lowerBound > start { found.append(start..<min(end, part.lowerBound)) }
            start = max(start, part.upperBound)
        }
        if start < end { found.append(start..<end) }
        return found
    }

    private static func sentences(_ worded: WordedText, outside contents: [Range<Int>]) -> [OwnSentence] {
        var isInside = [Bool](repeating: false, count: worded.words.count)
        for content in contents { for word in content { isInside[word] = true } }
        var (found, start) = ([OwnSentence](), 0)
        while start < worded.words.count {
            let end = Sentence.end(of: start, worded)
            let outside = (start..<end).filter { !isInside[$0] }
            if outside.count * 2 > end - start, end - start > 2 {
                found.append(OwnSentence(words: start..<end, outside: outside.map { $0..<$0 + 1 }))
            }
            start = end
        }
        return found
    }
}

/// What is seen of a party besides the states.
struct PartyView {
    /// How many numbers it is.
    static let width = 24
    let entity: Entity?
    let words: Range<Int>
    let form: MentionForm
    /// In the content, not beside the cue.
    let isInside: Bool
    /// How many other parties of the statement come before it.
    let number: Int
    /// How often the content mentions it.
    let times: Int

    init(_ entity: Entity?, words: Range<Int>, form: MentionForm, isInside: Bool, number: Int, times: Int) {
        (self.entity, self.words, self.form, self.isInside, self.number, self.times) = (
            entity, words, form, isInside, number, times
        )
    }

    /// [PartyView.width], each 0 to 1.
    func numbers(of statement: MeaningScene.Told) -> [Float] {
        func flag(_ holds: Bool) -> Float { holds ? 1 : 0 }
        let kinds: [EntityKind?] = [.person, .organization, .place, .group, .document, nil]
        let distance = statement.cue.last.map { $0.upperBound <= words.lowerBound ? words.lowerBound - $0.upperBound : -1 } ?? -1
        let before = statement.cue.first.map { $0.lowerBound >= words.upperBound } ?? false
        var numbers = [flag(form == .name), flag(form == .nominal), flag(form == .pronoun)]
        numbers += kinds.map { flag($0 == entity?.kind) }
        numbers += [
            flag(entity != nil && entity?.id == statement.speaker), flag(isInside), flag(before),
            flag(distance == 0), flag(distance == 1), flag(distance == 2 || distance == 3), flag((4...8).contains(distance)),
            flag(distance > 8), flag(number == 0), flag(number == 1), Float(min(number, 8)) / 8, Float(min(times, 4)) / 4,
            Float(min(entity?.mentions.count ?? 0, 16)) / 16, flag(statement.form == .direct), flag(statement.parent != nil),
        ]
        return numbers
    }
}

/// An article's mentions in order of their words.
private struct MentionIndex {
    private struct Place {
        let words: Range<Int>
        let entity: Entity
        let form: MentionForm
    }

    private let places: [Place]

    init(_ worded: WordedText, _ entities: [Entity]) {
        places = entities.flatMap { entity in
            entity.mentions.map { Place(words: worded.words(touching: $0.extract.span), entity: entity, form: $0.form) }
        }
        .filter { !$0.words.isEmpty }
        .sorted {
            ($0.words.lowerBound, $0.words.upperBound, $0.entity.id) < ($1.words.lowerBound, $1.words.upperBound, $1.entity.id)
        }
    }

    /// Whoever is mentioned in the content, by the first name there or else the first mention, and behind them whoever stands in the
    /// sentence of the cue outside source and content.
    func parties(of statement: MeaningScene.Told, at place: Int, in worded: WordedText) -> [MeaningScene.Party] {
        var found: [MeaningScene.Party] = []
        let inside = statement.content.flatMap { self.places(in: $0) }.prefix(MeaningScene.mostMentions)
        add(Array(inside), isInside: true, of: statement, at: place, in: worded, to: &found)
        if let cue = statement.cue.first?.lowerBound {
            let sentence = Sentence.start(of: cue, worded)..<Sentence.end(of: cue, worded)
            let taken = statement.content + statement.source
            let beside = self.places(in: sentence).prefix(MeaningScene.mostMentions)
                .filter { place in !taken.contains { $0.overlaps(place.words) } && place.entity.id != statement.speaker }
            add(Array(beside), isInside: false, of: statement, at: place, in: worded, to: &found)
        }
        return found
    }

    private func add(
        _ mentions: [Place], isInside: Bool, of statement: MeaningScene.Told, at place: Int, in worded: WordedText,
        to found: inout [MeaningScene.Party]
    ) {
        var order: [Int] = []
        var of: [Int: [Place]] = [:]
        for mention in mentions {
            if of[mention.entity.id] == nil { order.append(mention.entity.id) }
            of[mention.entity.id, default: []].append(mention)
        }
        for (number, entity) in order.prefix(MeaningScene.mostParties - found.count).enumerated() {
            guard let own = of[entity], let best = own.first(where: { $0.form == .name }) ?? own.first else { continue }
            let view = PartyView(
                best.entity, words: best.words, form: best.form, isInside: isInside, number: number, times: own.count)
            found.append(
                MeaningScene.Party(
                    statement: place, entity: entity, words: best.words, head: SourceHead.word(of: best.words, worded),
                    seen: view.numbers(of: statement)))
        }
    }

    /// The mentions that begin in some words.
    private func places(in words: Range<Int>) -> ArraySlice<Place> {
        places[places.partitioningIndex { $0.words.lowerBound >= words.lowerBound }...].prefix(MeaningScene.mostMentions).prefix {
            $0.words.lowerBound < words.upperBound
        }
    }
}
