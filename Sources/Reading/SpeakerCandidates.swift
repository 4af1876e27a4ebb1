import English
import Prose
import Record

/// Who can be the speaker of a statement: entities of the article, somebody new whom the source describes, or nobody.
enum SpeakerCandidate: Hashable {
    /// By its number in the scene.
    case entity(Int)
    /// What the source says, apart from all others.
    case new
    case nobody
}

extension StatementView {
    /// Entities taken for having been mentioned last.
    private static let recent = 10
    /// Mentions looked at for them.
    private static let farthest = 60
    private static let leastAntecedent = 0.01

    /// The candidates of the statement: whoever the rules or the network hold for possible, those mentioned last before, those in the same
    /// sentence, those whose words the source shares, who spoke before; in the order in which they are found, somebody new and nobody at the end.
    var candidates: [SpeakerCandidate] { divided.open }

    /// The same, and apart from them those who cannot speak, whatever the network holds.
    var divided: (open: [SpeakerCandidate], barred: [SpeakerCandidate]) {
        var found: [Int] = []
        let isSeveral = canBeSeveral
        func take(_ entity: Int?) {
            guard let entity, !found.contains(entity), isSeveral || !scene.entities[entity].isList || entity == ruled else {
                return
            }
            found.append(entity)
        }
        take(ruled)
        if let own {
            if !isAlone { take(ownEntity) }
            for candidate in scene.coreference.antecedents(of: own).sorted(by: {
                ($0.probability, $0.mention) > ($1.probability, $1.mention)
            })
            where candidate.probability >= StatementView.leastAntecedent { take(scene.entityOf[candidate.mention]) }
        }
        for back in 1...2 { take(scene.statement(back, before: id).flatMap { scene.ruled($0) }) }
        take(statement.parent.flatMap { scene.ruled($0) })
        for mention in lastMentions.prefix(StatementView.farthest) where found.count < SpeakerScene.mostCandidates {
            if found.count >= StatementView.recent + 6 { break }
            take(scene.entityOf[mention])
        }
        for number in scene.mostMentioned { take(number) }
        // Each of them is taken or was: as many as there can be candidates are enough of each word's.
        for number in Set(words.flatMap { scene.described[$0] ?? [] }).sorted() {
            guard found.count < SpeakerScene.mostCandidates else { break }
            take(number)
        }
        let owners = owners
        let barred = found.filter { !canSpeak($0, owners) }
        found.removeAll { barred.contains($0) }
        // A source that is an entity by itself is what "new" stands for.
        if isAlone { found.removeAll { $0 == ownEntity } }
        // A phrase always points to somebody; a pronoun may not.
        let ends: [SpeakerCandidate] = statement.source == nil ? [.nobody] : isPhrase ? [.new] : [.new, .nobody]
        return (found.prefix(SpeakerScene.mostCandidates).map { .entity($0) } + ends, barred.map { .entity($0) })
    }

    /// Whom the rules take, among the candidates.
    var ruledCandidate: SpeakerCandidate {
        guard let ruled else { return .nobody }
        return ownEntity == ruled && isAlone ? .new : .entity(ruled)
    }

    /// The entity of the statement's source where that is a name of it.
    var ownName: Int? {
        guard let own, scene.coreference.mentions[own].level == .name else { return nil }
        return ownEntity
    }

    /// Whether the source is more than a pronoun.
    private var isPhrase: Bool {
        guard let source = statement.source else { return false }
        return source.contains { at in
            let word = scene.worded.slice(at..<at + 1).lowercased()
            return scene.worded.words[at].shape != .mark && !Pronoun.isOne(word) && !StatementView.pointing.contains(word)
        }
    }

    /// Whether those who are named side by side can be meant: by "they", "we", "both", "the leaders", or where nobody is called anything.
    private var canBeSeveral: Bool {
        guard let source = statement.source else { return true }
        let first = scene.worded.slice(source.lowerBound..<source.lowerBound + 1).lowercased()
        if source.count == 1, Pronoun.isOne(first) { return [.they, .we, .other].contains(Pronoun(first)) }
        return first == "both" || own.map { scene.coreference.mentions[$0].isPlural } ?? true
    }

    /// Words that stand for a noun, beside pronouns.
    private static let pointing: Set<String> = ["one", "what", "whoever", "to", "there", "so", "as"]

    /// What no likelihood outweighs: who is "he", "she" or "the president" is no town and no company, and "a spokesman" nobody whom the article
    /// has met, unless coreference has it so, by an apposition mostly.
    private func canSpeak(_ number: Int, _ owners: Set<Int>) -> Bool {
        guard let source = statement.source else { return true }
        if scene.hearers[id]?.contains(number) ?? false || number != ownEntity && owners.contains(number) { return false }
        let entity = scene.entities[number]
        let first = scene.worded.slice(source.lowerBound..<source.lowerBound + 1).lowercased()
        let lastWord = scene.worded.slice(source.upperBound - 1..<source.upperBound).lowercased()
        let mention = own.map { scene.coreference.mentions[$0] }
        // "I" in nobody's words is whoever writes, whom coreference knows by a line of the author, or nobody else does.
        if Pronoun(first) == .i, source.count == 1, statement.parent == nil, !scene.quotations.isQuoted(source.lowerBound) {
            return number == ownEntity
        }
        let isPerson = mention.map { $0.kind == .person && $0.level == .nominal && !$0.isPlural } ?? false
        let isHeOrShe = source.count == 1 && [.he, .she].contains(Pronoun(first))
        // Several are no single one: "two lawmakers", "both".
        let isSeveral = mention.map { $0.kind == .person && $0.level == .nominal && $0.isPlural } ?? false || first == "both"
        if isSeveral, entity.kind == .person, entity.nameCount > 0, !entity.leaning.isSeveral { return false }
        // "the former" is the one whom the rules found, or nobody of them.
        if first == "the", source.count == 2, ["former", "latter"].contains(lastWord), ruled != nil { return number == ruled }
        // "the teacher", where one alone was called so.
        if let own, let holder = scene.coreference.holders[own] { return scene.entityOf[holder] == number }
        if isSeveral, [.place, .document].contains(entity.kind) { return false }
        // Whose pronouns are "they/them" is no "them".
        if let only = entity.mentions.first, entity.mentions.count == 1, scene.coreference.surfaces[only].pronoun != nil,
            MentionSurface.isBesideSlash(scene.coreference.mentions[only].words, scene.worded)
        {
            return false
        }
        // A body that is named is no person who is.
        if mention?.level == .name, mention?.kind == .organization, entity.kind == .person, entity.nameCount > 0,
            ownEntity != number
        {
            return false
        }
        if isPerson || isHeOrShe, [.organization, .place, .document].contains(entity.kind) { return false }
        return !isPerson || !["a", "an", "another"].contains(first) || ownEntity == number
    }

    /// The entities to whom what the source describes belongs, who are somebody else: "her" of "her lawyer", "Ana Orlo" of "a spokesman for Ana Orlo".
    private var owners: Set<Int> {
        guard let source = statement.source, let own else { return [] }
        let (mentions, worded) = (scene.coreference.mentions, scene.worded)
        let head = mentions[own].head
        func word(_ at: Int) -> String { worded.slice(at..<at + 1).lowercased() }
        let inside = lastMentions(before: source.upperBound).prefix { mentions[$0].head >= source.lowerBound }
        let owning = inside.filter { number in
            let mention = mentions[number]
            guard number != own, !mention.words.contains(head), source.contains(mention.words.lowerBound) else { return false }
            if mention.head > head {
                // "a report by the council" is the council's, "the state of Orvane" Orvane.
                let joint = word(mention.words.lowerBound - 1)
                return mention.level != .pronoun && Lexicon.prepositions.contains(joint) && joint != "by"
                    && !(joint == "of" && mention.kind == .place)
            }
            let end = mention.words.upperBound
            return Lexicon.pronouns[word(mention.head)].contains("possessive") || word(end - 1) == "s"
                || end < source.upperBound && ["’", "'"].contains(word(end))
        }
        return Set(owning.map { scene.entityOf[$0] })
    }

    /// The mentions whose head stands before the statement's source or cue, the last first.
    private var lastMentions: ReversedCollection<ArraySlice<Int>> { lastMentions(before: place) }

    private func lastMentions(before word: Int) -> ReversedCollection<ArraySlice<Int>> {
        let (mentions, byHead) = (scene.coreference.mentions, scene.mentionsByHead)
        return byHead[..<byHead.partitioningIndex { mentions[$0].head >= word }].reversed()
    }
}
