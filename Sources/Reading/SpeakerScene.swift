import Prose
import Record

/// What of an article bears on who makes a statement: its entities, where they stand, and whom the rules hold for the speakers.
struct SpeakerScene {
    let worded: WordedText
    let statements: [BuiltStatement]
    let coreference: Coreference
    /// Whom `SpeakerFinder` holds for the speaker of each statement.
    let rules: [SpeakerFinder.Found?]
    /// The mention that each statement's source is, where it is one.
    let sourceMentions: [Int?]
    let entities: [SpeakerEntity]
    /// For each mention its entity.
    let entityOf: [Int]
    /// For each word the number of its sentence.
    let sentences: [Int32]
    /// For each sentence the entity that is mentioned first in it.
    let subjects: [Int32: Int]
    /// For each paragraph the entity that is mentioned first in it.
    let openers: [Int32: Int]
    /// The statements in order of their cues.
    let byCue: [Int]
    /// For each statement its place among them.
    let placeByCue: [Int]
    /// The mentions in order of their heads.
    let mentionsByHead: [Int]
    /// The entities of whom the article speaks most.
    let mostMentioned: [Int]
    let quotations: QuotationExtents
    /// First persons in quotations, by the statement that quotes them.
    let selves: [Int: Int]
    /// The mentions that are the source of a statement.
    let speaking: Set<Int>
    /// For each statement the entities that are told it.
    let told: [[Int]]
    /// For each statement the entities that are named or described directly behind its cue, outside its content: they are told, and do not speak.
    let hearers: [Int: Set<Int>]
    /// Of statements whose source is words that somebody issued, "the letter", who did.
    let issuers: [Int: IssuedWords.Issuer]
    /// For each word the first entities that it describes or names.
    let described: [String: [Int]]
    /// Of the article's capitals that stand for a state the article names too, "Tehran", that state.
    let states: [Int: Int]

    init(_ worded: WordedText, _ statements: [BuiltStatement], _ speakers: SpeakerFinder) {
        (quotations, selves) = (speakers.quotations, speakers.selves)
        (self.worded, self.statements) = (worded, statements)
        let coreference = speakers.coreference
        self.coreference = coreference
        (rules, sourceMentions) = (speakers.found, speakers.sourceMentions)
        let naming = EntityNaming(worded: worded)
        let sets = coreference.sets()
        var entityOf = [Int](repeating: 0, count: coreference.mentions.count)
        for (number, set) in sets.enumerated() { for mention in set { entityOf[mention] = number } }
        var entities = sets.map { SpeakerEntity($0, coreference, naming, worded) }
        for found in rules { if let found { entities[entityOf[found.mention]].statements += 1 } }
        let contained = SpeakerScene.wordsInContents(statements, worded)
        for number in entities.indices {
            let (heads, count) = (entities[number].heads, Float(entities[number].heads.count))
            entities[number].quotedShare = Float(heads.count { speakers.quotations.isQuoted($0) }) / count
            entities[number].toldShare = Float(heads.count { contained[$0] }) / count
        }
        sentences = Sentence.numbers(worded)
        var (subjects, openers): ([Int32: Int], [Int32: Int]) = ([:], [:])
        for mention in coreference.mentions.indices.sorted(by: {
            (coreference.mentions[$0].words.lowerBound, $0) < (coreference.mentions[$1].words.lowerBound, $1)
        }) where !entities[entityOf[mention]].isList {
            let word = coreference.mentions[mention].words.lowerBound
            if subjects[sentences[word]] == nil { subjects[sentences[word]] = entityOf[mention] }
            if openers[worded.words[word].paragraph] == nil { openers[worded.words[word].paragraph] = entityOf[mention] }
        }
        (self.subjects, self.openers) = (subjects, openers)
        for entity in subjects.values { entities[entity].subjects += 1 }
        (self.entities, self.entityOf) = (entities, entityOf)
        let byCue = statements.indices.sorted { (statements[$0].cue.lowerBound, $0) < (statements[$1].cue.lowerBound, $1) }
        var placeByCue = byCue
        for (place, id) in byCue.enumerated() { placeByCue[id] = place }
        (self.byCue, self.placeByCue) = (byCue, placeByCue)
        mentionsByHead = coreference.mentions.indices.sorted {
            (coreference.mentions[$0].head, $0) < (coreference.mentions[$1].head, $1)
        }
        mostMentioned = Array(
            entities.indices.sorted { (-entities[$0].mentions.count, $0) < (-entities[$1].mentions.count, $1) }.prefix(
                SpeakerScene.protagonists))
        speaking = Set(speakers.sourceMentions.compactMap { $0 })
        told = SpeakerScene.told(statements, coreference.mentions, entityOf, worded)
        hearers = MentionPlaces.told(statements, coreference.mentions).reduce(into: [:]) { hearers, told in
            hearers[told.statement] = Set(told.mentions.map { entityOf[$0] })
        }
        described = SpeakerScene.described(entities)
        states = SeatOfGovernment.states(entities, coreference, naming)
        issuers = IssuedWords(worded, statements, sentences: sentences, coreference.mentions, byHead: mentionsByHead)
            .issuers(byCue: byCue)
    }

    private static let protagonists = 4
    /// As many candidates as one statement has at most.
    static let mostCandidates = 24

    /// For each word whether it stands in the content of a statement.
    private static func wordsInContents(_ statements: [BuiltStatement], _ worded: WordedText) -> [Bool] {
        var contained = [Bool](repeating: false, count: worded.words.count)
        for content in statements.flatMap(\.content) { for word in content { contained[word] = true } }
        return contained
    }

    /// For each statement the entities whose mention stands directly behind its cue: whoever is told, "told the council".
    private static func told(_ statements: [BuiltStatement], _ mentions: [FoundMention], _ entityOf: [Int], _ worded: WordedText)
        -> [[Int]]
    {
        let byFirstWord = Dictionary(grouping: mentions.indices) { mentions[$0].words.lowerBound }
        return statements.map { statement in
            let end = statement.cue.upperBound
            let isAddressed = end < worded.words.count && worded.slice(end..<end + 1).lowercased() == "to"
            let near = byFirstWord[end, default: []] + (isAddressed ? byFirstWord[end + 1, default: []] : [])
            return near.filter { statement.source?.contains(mentions[$0].head) != true }.map { entityOf[$0] }
        }
    }

    /// For each word the first entities that it describes or names: as many as a statement can have for candidates, so that a word that
    /// is in all of an article's names takes no longer than another one.
    private static func described(_ entities: [SpeakerEntity]) -> [String: [Int]] {
        var described: [String: [Int]] = [:]
        for (number, entity) in entities.enumerated() {
            for word in entity.words where described[word, default: []].count < mostCandidates {
                described[word, default: []].append(number)
            }
        }
        return described
    }

    /// The entity that the rules hold for the speaker of a statement.
    func ruled(_ statement: Int) -> Int? { rules[statement].map { entityOf[$0.mention] } }

    /// The statement that stands some places before (or, negative, behind) another one, by their cues.
    func statement(_ count: Int, before statement: Int) -> Int? {
        let place = placeByCue[statement] - count
        return byCue.indices.contains(place) ? byCue[place] : nil
    }

    /// Where whoever says a statement stands: the first word of its source, else of its cue.
    func place(of statement: Int) -> Int { statements[statement].source?.lowerBound ?? statements[statement].cue.lowerBound }
}
