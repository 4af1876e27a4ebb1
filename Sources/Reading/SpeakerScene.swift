import English
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
    let entities: [Entity]
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

    /// Mentions that are the same, and what can be said of all of them.
    struct Entity {
        /// In order of their heads.
        let mentions: [Int]
        /// The words that their heads are.
        let heads: [Int]
        let kind: EntityKind?
        let nameCount: Int
        /// What describes it, titles in one form, and what names it.
        let words: Set<String>
        let names: Set<String>
        let nominalHeads: Set<String>
        let leaning: Traits.Leaning
        /// The shares of its mentions that stand in quotations, and in the content of a statement.
        var quotedShare: Float = 0
        var toldShare: Float = 0
        /// Whether its first mention is one of nobody in particular: "a driver".
        let opensIndefinite: Bool
        /// How many sentences open with it.
        var subjects = 0
        /// How many statements the rules give it.
        var statements = 0
    }

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
        var entities = sets.map { SpeakerScene.entity($0, coreference, naming, worded) }
        for found in rules { if let found { entities[entityOf[found.mention]].statements += 1 } }
        let told = SpeakerScene.wordsTold(statements, worded)
        for number in entities.indices {
            let (heads, count) = (entities[number].heads, Float(entities[number].heads.count))
            entities[number].quotedShare = Float(heads.count { speakers.quotations.isQuoted($0) }) / count
            entities[number].toldShare = Float(heads.count { told[$0] }) / count
        }
        sentences = Sentence.numbers(worded)
        var (subjects, openers): ([Int32: Int], [Int32: Int]) = ([:], [:])
        for mention in coreference.mentions.indices.sorted(by: {
            coreference.mentions[$0].words.lowerBound < coreference.mentions[$1].words.lowerBound
        }) {
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
    }

    private static let protagonists = 4

    /// For each word whether it stands in the content of a statement.
    private static func wordsTold(_ statements: [BuiltStatement], _ worded: WordedText) -> [Bool] {
        var told = [Bool](repeating: false, count: worded.words.count)
        for content in statements.flatMap(\.content) { for word in content { told[word] = true } }
        return told
    }

    private static func entity(_ set: [Int], _ coreference: Coreference, _ naming: EntityNaming, _ worded: WordedText) -> Entity {
        let mentions = set.map { coreference.mentions[$0] }
        var (words, names, heads): (Set<String>, Set<String>, Set<String>) = ([], [], [])
        for (mention, id) in zip(mentions, set) where mention.level != .pronoun {
            let surface = coreference.surfaces[id]
            words.formUnion(surface.tokens.map(TitleHolders.form))
            if mention.level == .name { names.formUnion(surface.core) } else { heads.insert(TitleHolders.form(surface.head)) }
        }
        return Entity(
            mentions: set, heads: mentions.map(\.head), kind: naming.kind(of: mentions),
            nameCount: mentions.count { $0.level == .name }, words: words, names: names, nominalHeads: heads,
            leaning: coreference.leaning(of: set[0]),
            opensIndefinite: Lexicon.indefinites.contains(
                worded.slice(mentions[0].words.lowerBound..<mentions[0].words.lowerBound + 1).lowercased()))
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

    /// Whether a mention stands directly behind a cue: whoever is told, "told the council".
    func isTold(_ mention: FoundMention, _ statement: BuiltStatement) -> Bool {
        let start = mention.words.lowerBound
        guard start >= statement.cue.upperBound, start <= statement.cue.upperBound + 1 else { return false }
        guard statement.source.map({ !$0.contains(mention.head) }) ?? true else { return false }
        return start == statement.cue.upperBound || worded.slice(start - 1..<start).lowercased() == "to"
    }
}
