import English
import Foundation
import Neural
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

extension SpeakerScene {
    /// As many candidates as one statement has at most.
    static let mostCandidates = 24
    /// Entities taken for having been mentioned last.
    private static let recent = 10
    private static let leastAntecedent = 0.01

    /// The candidates of a statement: whoever the rules or the network hold for possible, those mentioned last before, those in the same
    /// sentence, those whose words the source shares, who spoke before; in the order in which they are found, somebody new and nobody at the end.
    func candidates(of id: Int) -> [SpeakerCandidate] {
        let statement = statements[id]
        var found: [Int] = []
        func take(_ entity: Int?) { if let entity, !found.contains(entity) { found.append(entity) } }
        take(ruled(id))
        let own = sourceMentions[id]
        if let own {
            if entities[entityOf[own]].mentions.count > 1 { take(entityOf[own]) }
            for candidate in coreference.antecedents(of: own).sorted(by: {
                ($0.probability, $0.mention) > ($1.probability, $1.mention)
            })
            where candidate.probability >= SpeakerScene.leastAntecedent { take(entityOf[candidate.mention]) }
        }
        for back in 1...2 { take(self.statement(back, before: id).flatMap { ruled($0) }) }
        take(statement.parent.flatMap { ruled($0) })
        let place = place(of: id)
        for mention in lastMentions(before: place).prefix(60) where found.count < SpeakerScene.mostCandidates {
            if found.count >= SpeakerScene.recent + 6 { break }
            take(entityOf[mention])
        }
        for number in mostMentioned { take(number) }
        let words = sourceWords(id)
        for (number, entity) in entities.enumerated() where !entity.words.isDisjoint(with: words) {
            guard found.count < SpeakerScene.mostCandidates else { break }
            take(number)
        }
        found.removeAll { !canSpeak($0, as: id) }
        // A source that is an entity by itself is what "new" stands for.
        if let own, entities[entityOf[own]].mentions.count == 1 { found.removeAll { $0 == entityOf[own] } }
        return found.prefix(SpeakerScene.mostCandidates).map { .entity($0) } + (statement.source == nil ? [] : [.new]) + [.nobody]
    }

    /// Whom the rules take, among the candidates.
    func ruledCandidate(of id: Int) -> SpeakerCandidate {
        guard let ruled = ruled(id) else { return .nobody }
        let own = sourceMentions[id].map { entityOf[$0] }
        return own == ruled && entities[ruled].mentions.count == 1 ? .new : .entity(ruled)
    }

    /// The entity of a statement's source where that is a name of it.
    func ownName(of id: Int) -> Int? {
        guard let own = sourceMentions[id], coreference.mentions[own].level == .name else { return nil }
        return entityOf[own]
    }

    /// What no likelihood outweighs: who is "he", "she" or "the president" is no town and no company, and "a spokesman" nobody whom the article
    /// names, unless coreference has it so, by an apposition mostly.
    private func canSpeak(_ number: Int, as id: Int) -> Bool {
        guard let source = statements[id].source else { return true }
        let (entity, first) = (entities[number], worded.slice(source.lowerBound..<source.lowerBound + 1).lowercased())
        let own = sourceMentions[id].map { coreference.mentions[$0] }
        let isPerson = own.map { $0.kind == .person && $0.level == .nominal && !$0.isPlural } ?? false
        let isHeOrShe = source.count == 1 && [.he, .she].contains(Pronoun(first))
        if isPerson || isHeOrShe, [.organization, .place, .document].contains(entity.kind) { return false }
        guard isPerson, ["a", "an", "another"].contains(first), entity.kind == .person, entity.nameCount > 0 else { return true }
        return sourceMentions[id].map { entityOf[$0] } == number
    }

    /// The mentions whose head stands before a word, the last first.
    private func lastMentions(before word: Int) -> ReversedCollection<ArraySlice<Int>> {
        var (low, high) = (0, mentionsByHead.count)
        while low < high {
            let middle = (low + high) / 2
            if coreference.mentions[mentionsByHead[middle]].head < word { low = middle + 1 } else { high = middle }
        }
        return mentionsByHead[..<low].reversed()
    }

    /// The words of a source that tell something: without marks and determiners, titles in one form.
    func sourceWords(_ id: Int) -> Set<String> {
        guard let source = statements[id].source else { return [] }
        return Set(
            source.filter { worded.words[$0].shape != .mark }.map { worded.slice($0..<$0 + 1).lowercased() }
                .filter {
                    !Lexicon.determiners.contains($0) && !Lexicon.prepositions.contains($0) && !Lexicon.pronouns.contains($0)
                        && $0 != "s" && $0 != "and"
                }
                .map(TitleHolders.form))
    }
}

/// A mention that speaks for a candidate, and where it stands.
struct SpeakerWitness {
    /// Its number; -1 is the head of the statement's source.
    let mention: Int
    /// 0 ..< 16: how far before the statement's source or cue, the doubling steps of four words; from 8 on behind it.
    let distance: Int
    /// `FoundMention.Level`, 3 where there is none.
    let level: Int

    static let distances = 16
    static let levels = 4
}

extension SpeakerScene {
    /// Witnesses that a candidate has at most.
    static let mostWitnesses = 3

    /// The mentions of an entity that speak for it: the last before the statement, its first name, and the first behind; of somebody new the
    /// source itself.
    ///
    /// - Parameter networkMentions: how many mentions the network saw: only those have a state.
    func witnesses(of id: Int, _ candidate: SpeakerCandidate, networkMentions: Int) -> [SpeakerWitness] {
        guard case .entity(let number) = candidate else {
            return candidate == .new ? [SpeakerWitness(mention: -1, distance: 0, level: 3)] : []
        }
        let (before, after) = mentionsAround(id, number)
        let entity = entities[number]
        let name = entity.nameCount == 0 ? nil : entity.mentions.first { coreference.mentions[$0].level == .name }
        var taken: [Int] = []
        for mention in [before, name, after] {
            if let mention, mention < networkMentions, !taken.contains(mention) { taken.append(mention) }
        }
        if taken.isEmpty, let other = entity.mentions.first(where: { $0 < networkMentions }) { taken = [other] }
        let place = place(of: id)
        return taken.map { mention in
            let found = coreference.mentions[mention]
            let apart = abs(found.head - place) / 4
            let step = min(7, Int.bitWidth - apart.leadingZeroBitCount)
            return SpeakerWitness(mention: mention, distance: step + (found.head > place ? 8 : 0), level: found.level.rawValue)
        }
    }

    /// The states of a statement's source (zeros where it has none) and cue; nil where the network did not see it.
    func query(of id: Int, _ states: WordStates) -> [Float]? {
        guard let cue = states.state(of: statements[id].telling) else { return nil }
        let source = statements[id].source.flatMap { states.state(of: SourceHead.word(of: $0, worded)) }
        return (source.map(Array.init) ?? Array(repeating: 0, count: cue.count)) + cue
    }
}
