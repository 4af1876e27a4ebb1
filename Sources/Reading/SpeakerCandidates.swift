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
    var candidates: [SpeakerCandidate] {
        var found: [Int] = []
        func take(_ entity: Int?) { if let entity, !found.contains(entity) { found.append(entity) } }
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
        found.removeAll { !canSpeak($0) }
        // A source that is an entity by itself is what "new" stands for.
        if isAlone { found.removeAll { $0 == ownEntity } }
        return found.prefix(SpeakerScene.mostCandidates).map { .entity($0) } + (statement.source == nil ? [] : [.new]) + [.nobody]
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

    /// What no likelihood outweighs: who is "he", "she" or "the president" is no town and no company, and "a spokesman" nobody whom the article
    /// names, unless coreference has it so, by an apposition mostly.
    private func canSpeak(_ number: Int) -> Bool {
        guard let source = statement.source else { return true }
        let entity = scene.entities[number]
        let first = scene.worded.slice(source.lowerBound..<source.lowerBound + 1).lowercased()
        let mention = own.map { scene.coreference.mentions[$0] }
        let isPerson = mention.map { $0.kind == .person && $0.level == .nominal && !$0.isPlural } ?? false
        let isHeOrShe = source.count == 1 && [.he, .she].contains(Pronoun(first))
        if isPerson || isHeOrShe, [.organization, .place, .document].contains(entity.kind) { return false }
        guard isPerson, ["a", "an", "another"].contains(first), entity.kind == .person, entity.nameCount > 0 else { return true }
        return ownEntity == number
    }

    /// The mentions whose head stands before the statement's source or cue, the last first.
    private var lastMentions: ReversedCollection<ArraySlice<Int>> {
        let (mentions, byHead) = (scene.coreference.mentions, scene.mentionsByHead)
        var (low, high) = (0, byHead.count)
        while low < high {
            let middle = (low + high) / 2
            if mentions[byHead[middle]].head < place { low = middle + 1 } else { high = middle }
        }
        return byHead[..<low].reversed()
    }
}
