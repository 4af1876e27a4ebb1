import Prose

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

extension StatementView {
    /// The mentions of an entity that speak for it, of those that have a state because the network saw them: the last before the statement, its
    /// first name, and the first behind; of somebody new the source itself.
    func witnesses(for candidate: SpeakerCandidate) -> [SpeakerWitness] {
        guard case .entity(let number) = candidate else {
            return candidate == .new ? [SpeakerWitness(mention: -1, distance: 0, level: 3)] : []
        }
        let entity = scene.entities[number]
        let (before, after) = mentionsAround(entity)
        var taken: [Int] = []
        for mention in [before, entity.firstName, after] {
            if let mention, mention < scene.coreference.networkMentions, !taken.contains(mention) { taken.append(mention) }
        }
        if taken.isEmpty, let other = entity.firstSeen { taken = [other] }
        return taken.map { mention in
            let found = scene.coreference.mentions[mention]
            let apart = abs(found.head - place) / 4
            let step = min(7, Int.bitWidth - apart.leadingZeroBitCount)
            return SpeakerWitness(mention: mention, distance: step + (found.head > place ? 8 : 0), level: found.level.rawValue)
        }
    }
}
