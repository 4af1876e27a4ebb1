import Foundation
import Neural
import Prose

/// Decides whose each statement is: one of the article's entities, somebody new whom its source describes, or nobody.
///
/// It is one learned decision, on the encoder's states of source, cue and mentions and on what `SpeakerScene` sees; whom the rules hold for the speaker is
/// one of the things that it sees. Near linear in the text: a statement has `SpeakerScene.mostCandidates` entities at most to choose from, and
/// what is asked of one takes the logarithm of its mentions.
struct SpeakerScorer: Sendable {
    private let layer: SpeakerLayer

    init(_ file: ModelFile) throws {
        layer = try SpeakerLayer(
            file, ofStatement: SpeakerScene.statementWidth, ofCandidate: SpeakerScene.entityWidth + SpeakerScene.pairWidth,
            distances: SpeakerWitness.distances, levels: SpeakerWitness.levels)
    }

    /// Whose a statement is held to be, and how likely that is, 0 to 1.
    struct Decision {
        let candidate: SpeakerCandidate
        let probability: Double
    }

    /// What is decided of each statement; nil of those that the network did not find.
    func decisions(in scene: SpeakerScene, _ seen: Reader.Seen, _ workspace: Workspace) -> [Decision?] {
        let decisions = asked(in: scene, seen, workspace).map { asked -> Decision? in
            guard let asked else { return nil }
            return SpeakerScorer.best(asked.choice, asked.rows, layer.scores(of: asked.hidden, workspace))
        }
        return SpeakerScorer.governed(SpeakerScorer.issued(decisions, in: scene), in: scene)
    }

    /// What is asked of one statement.
    struct Asked: Sendable {
        let choice: SpeakerChoice
        /// The mentions that speak for its candidates, those of the barred behind the others.
        let rows: [SpeakerLayer.Row]
        /// What their scores are read off: [rows, SpeakerLayer.width].
        let hidden: [Float]
    }

    /// What is asked of each statement; nil of those that the network did not find.
    func asked(in scene: SpeakerScene, _ seen: Reader.Seen, _ workspace: Workspace) -> [Asked?] {
        let queries = scene.statements.indices.map { scene.query(of: $0, seen.statementStates) }
        let mentions = seen.heads.count / Encoder.hidden
        // Behind the mentions stand the sources of the statements, then nothing at all.
        var states = seen.heads
        for query in queries { states += query?[..<Encoder.hidden] ?? ArraySlice(repeating: 0, count: Encoder.hidden) }
        states += [Float](repeating: 0, count: Encoder.hidden)
        let said = layer.mentions(states, count: mentions + queries.count + 1, workspace)
        let ofEntities = scene.entities.indices.map { scene.features(ofEntity: $0) }
        return queries.enumerated().map { id, query in
            guard let query else { return nil }
            let choice = SpeakerChoice(of: id, in: scene)
            var (rows, ofCandidates): ([SpeakerLayer.Row], [Float]) = ([], [])
            let (pairs, witnessed) = (choice.ofCandidates + choice.ofBarred, choice.witnesses + choice.barredWitnesses)
            let scored = choice.candidates + choice.barred
            for (number, candidate) in scored.enumerated() {
                if case .entity(let entity) = candidate {
                    ofCandidates += ofEntities[entity]
                } else {
                    ofCandidates += [Float](repeating: 0, count: SpeakerScene.entityWidth)
                }
                ofCandidates += pairs[number * SpeakerScene.pairWidth..<(number + 1) * SpeakerScene.pairWidth]
                let witnesses = witnessed[number]
                rows += witnesses.map {
                    let mention = $0.mention < 0 ? mentions + id : $0.mention
                    return .init(mention: mention, candidate: number, distance: $0.distance, level: $0.level)
                }
                if witnesses.isEmpty {
                    rows.append(.init(mention: mentions + queries.count, candidate: number, distance: 0, level: 3))
                }
            }
            let hidden = layer.hidden(
                of: rows, said, query: query, ofStatement: choice.ofStatement, ofCandidates: ofCandidates,
                candidates: scored.count, workspace)
            return Asked(choice: choice, rows: rows, hidden: hidden)
        }
    }

    /// How sure it is that words are of whom they are held to be of; by judgement.
    private static let ofIssuer = 0.85

    /// The decisions, those about words that somebody issued, "the letter said", for whoever did.
    private static func issued(_ decisions: [Decision?], in scene: SpeakerScene) -> [Decision?] {
        var decided = decisions
        // In order of their cues: a letter that goes back to another statement by it finds that one decided.
        for id in scene.byCue {
            switch scene.issuers[id] {
            case .named(let mention):
                decided[id] = Decision(candidate: .entity(scene.entityOf[mention]), probability: ofIssuer)
            case .speaker(let other):
                guard let whose = decided[other], whose.candidate != .nobody else { continue }
                let own =
                    whose.candidate == .new ? scene.sourceMentions[other].map { .entity(scene.entityOf[$0]) } : whose.candidate
                guard let own else { continue }
                decided[id] = Decision(candidate: own, probability: ofIssuer * whose.probability)
            case nil: continue
            }
        }
        return decided
    }

    /// The decisions, those for a capital for the state that is governed from there.
    private static func governed(_ decisions: [Decision?], in scene: SpeakerScene) -> [Decision?] {
        decisions.enumerated().map { id, decision in
            let entity: Int? =
                switch decision?.candidate {
                case .entity(let number): number
                case .new: scene.sourceMentions[id].map { scene.entityOf[$0] }
                case .nobody, nil: nil
                }
            guard let decision, let state = entity.flatMap({ scene.states[$0] }) else { return decision }
            return Decision(candidate: .entity(state), probability: decision.probability)
        }
    }

    /// Below this the rules decide: of 0.4 to 0.7 the best on meaning dev, world-dev and the samples judged by hand; where the source is a name, of which the
    /// rules know more, 0.6.
    private static let likelyEnough = 0.4, likelyEnoughOfNames = 0.6
    /// How sure a choice of the rules' is where the network is not; set by the calibration error that `Benchmarks/speakers.py` prints for both dev parts.
    private static let leastOfRules = 0.7

    /// The likeliest candidate: what its rows say for it, exponentials summed, beside all others.
    ///
    /// Somebody new whose name the source is, and that is a name of one of the entities, is that one. Where the network holds for likely who cannot
    /// speak, the choice is half as sure: of the rest, and of all.
    static func best(_ choice: SpeakerChoice, _ rows: [SpeakerLayer.Row], _ scores: [Float]) -> Decision? {
        guard let top = scores.max() else { return nil }
        let candidates = choice.candidates
        var sums = [Double](repeating: 0, count: candidates.count)
        var barred = 0.0
        for (row, score) in zip(rows, scores) {
            let weight = exp(Double(score - top))
            if row.candidate < candidates.count { sums[row.candidate] += weight } else { barred += weight }
        }
        if let own = choice.ownName.flatMap({ candidates.firstIndex(of: .entity($0)) }), let new = candidates.firstIndex(of: .new)
        {
            (sums[own], sums[new]) = (sums[own] + sums[new], 0)
        }
        guard let best = sums.indices.max(by: { sums[$0] < sums[$1] }) else { return nil }
        let total = sums.reduce(0, +)
        guard total > 0 else { return nil }
        func probability(_ sum: Double) -> Double { (sum / total + sum / (total + barred)) / 2 }
        // Where nobody is likely enough, the rules are as good a guess (not of whom a pronoun means), and one that holds for statements unlike those learned from.
        let enough = choice.ownName == nil ? likelyEnough : likelyEnoughOfNames
        if !choice.isPronoun, sums[best] < enough * total,
            let ruled = candidates.firstIndex(of: choice.ruledCandidate), sums[ruled] > 0
        {
            return Decision(
                candidate: candidates[ruled], probability: max(SpeakerScorer.leastOfRules, probability(sums[ruled])))
        }
        return Decision(candidate: candidates[best], probability: probability(sums[best]))
    }
}

/// Entities and speakers as they are written: what was decided of a statement takes its source to the entity that it is.
struct DecidedSpeakers {
    /// The mentions of each entity, in order of their heads; in order of the first of them.
    private(set) var sets: [[Int]] = []
    /// Those of them that tell what it is called: where some do, a source that was decided to be it does not rename it.
    private(set) var naming: [[Int]] = []
    /// By the numbers of the sets.
    private(set) var speakers: [Speaker?] = []

    // A source leaves the entity that coreference put it into only where the decision is sure. The entities of GUM's dev split, which are not
    // those of news alone, still lose a little by it: CoNLL 65.5, against 65.9 when the rules alone said who speaks (Benchmarks/entities.py).
    private static let leastToMove = 0.9, leastToPart = 0.5

    /// - Parameter selves: first persons in quotations, by the statement that quotes them: they are its speaker.
    init(_ scene: SpeakerScene, _ decisions: [SpeakerScorer.Decision?], selves: [Int: Int]) {
        var (places, count) = (scene.entityOf, scene.entities.count)
        var chosen = [(entity: Int, confidence: Double)?](repeating: nil, count: scene.statements.count)
        var settled: [Int: Double] = [:]
        let surest = scene.statements.indices.sorted {
            (-(decisions[$0]?.probability ?? 2), $0) < (-(decisions[$1]?.probability ?? 2), $1)
        }
        for id in surest {
            guard let decision = decisions[id] else {
                chosen[id] = scene.rules[id].map { (places[$0.mention], $0.confidence) }
                continue
            }
            // "The letter" is no other word for who wrote it.
            let own = scene.issuers[id] == nil ? scene.sourceMentions[id] : nil
            // Two statements can have one source.
            if let own, let confidence = settled[own] {
                chosen[id] = (places[own], confidence)
                continue
            }
            switch decision.candidate {
            case .nobody: continue
            case .entity(let entity):
                chosen[id] = (entity, decision.probability)
                if let own, decision.probability >= DecidedSpeakers.leastToMove { places[own] = entity }
            case .new:
                guard let own else { continue }
                if scene.entities[scene.entityOf[own]].mentions.count > 1, decision.probability >= DecidedSpeakers.leastToPart {
                    places[own] = count
                    count += 1
                }
                chosen[id] = (places[own], decision.probability)
            }
            if let own { settled[own] = decision.probability }
        }
        for (mention, statement) in selves { if let speaker = chosen[statement] { places[mention] = speaker.entity } }
        number(places, count, chosen, scene)
    }

    private mutating func number(
        _ places: [Int], _ count: Int, _ chosen: [(entity: Int, confidence: Double)?], _ scene: SpeakerScene
    ) {
        var members = [[Int]](repeating: [], count: count)
        for mention in scene.mentionsByHead { members[places[mention]].append(mention) }
        func place(_ entity: Int) -> (Int, Int) { (scene.coreference.mentions[members[entity][0]].head, members[entity][0]) }
        // Those who are only named side by side are nobody that the article speaks of, unless they speak.
        let speaking = Set(chosen.compactMap { $0?.entity })
        let isSpoken = { (entity: Int) in
            entity >= scene.entities.count || !scene.entities[entity].isList || speaking.contains(entity)
        }
        let order = members.indices.filter { !members[$0].isEmpty && isSpoken($0) }.sorted { place($0) < place($1) }
        var numbers = [Int?](repeating: nil, count: count)
        for (number, entity) in order.enumerated() { numbers[entity] = number }
        sets = order.map { members[$0] }
        naming = order.map { entity in
            let own = members[entity].filter { scene.entityOf[$0] == entity }
            return own.contains { scene.coreference.mentions[$0].level == .name } ? own : members[entity]
        }
        speakers = chosen.enumerated().map { id, chosen in
            guard let chosen, let number = numbers[chosen.entity] else { return nil }
            return Speaker(entity: number, confidence: chosen.confidence, isInferred: scene.statements[id].source == nil)
        }
    }
}
