import English
import Foundation
import Prose
import Record

/// What the decision about a speaker goes by besides the network's states: numbers of 0 to about 1.
///
/// Their order is the model's: a new one is put at the end of its function, and the model trained anew. `Training/speakers.py` takes
/// them from `dixit model speakers`, so that they are computed in one place.
extension SpeakerScene {
    private static func yes(_ value: Bool) -> Float { value ? 1 : 0 }
    private static func log(_ value: Int, by scale: Float) -> Float { Foundation.log(1 + Float(max(0, value))) / scale }

    /// How many numbers are seen of a statement, of an entity, and of a candidate beside.
    static let statementWidth = 44
    static let entityWidth = 26
    static let pairWidth = 3 + 10 + 24 + 9 + 12

    // MARK: The statement

    /// What is seen of a statement and its source.
    func features(of id: Int) -> [Float] {
        let statement = statements[id]
        let yes = SpeakerScene.yes
        let words = statement.source?.map { worded.slice($0..<$0 + 1).lowercased() } ?? []
        let own = sourceMentions[id]
        let pronoun = words.count == 1 && Lexicon.pronouns.contains(words[0]) ? Pronoun(words[0]) : nil
        let kinds = [.he, .she, .it, .they, .i, .we, .you, .other].map { yes(pronoun == $0) }
        let relative = yes(words.count == 1 && Lexicon.pronouns[words[0]].contains("relative"))
        let first = words.first ?? ""
        let head = statement.source.map { SourceHead.word(of: $0, worded) }
        let headWord = head.map { TitleHolders.form(worded.slice($0..<$0 + 1)) } ?? ""
        let level = own.map { coreference.mentions[$0].level }
        let kind = own.map { coreference.mentions[$0].kind }
        let place = place(of: id)
        return kinds + [
            relative, yes(words.isEmpty), yes(first == "the"), yes(Lexicon.indefinites.contains(first)),
            yes(Lexicon.determiners[first].contains("possessive")),
            yes(words.dropLast().contains("’") || words.dropLast().contains("'")),
            yes(Lexicon.determiners[first].contains("demonstrative")),
            yes(head.map { worded.words[$0].shape.hasCapital } ?? false),
            yes(own.map { coreference.mentions[$0].isPlural } ?? false), SpeakerScene.log(words.count, by: 3),
            yes(statement.parent != nil), yes(statement.parent.map { isQuoted(place, by: $0) } ?? false),
            yes(worded.words[statement.content[0].lowerBound].quote == .opening),
            yes(worded.slice(statement.cue.lowerBound..<statement.cue.lowerBound + 1).lowercased() == "according"),
            yes(statement.source.map { $0.lowerBound > statement.cue.lowerBound } ?? false),
            yes(statement.content[0].lowerBound < statement.cue.lowerBound),
            yes(Lexicon.documents.contains(headWord)), yes(Lexicon.collectives.contains(headWord)),
            yes(Lexicon.titles.contains(headWord)), yes(Lexicon.occupations.contains(headWord)),
            yes(Lexicon.spokespeople.contains(headWord)), yes(Lexicon.nondescript.contains(headWord)),
            yes(Lexicon.relations.contains(headWord)), yes(words.contains("and")), yes(words.contains("of")),
            yes(words.dropFirst().contains("who")), yes(own == nil), yes(level == .name), yes(level == .nominal),
            yes(kind == .person), yes(kind == .organization), yes(kind == .place), yes(kind == .document || kind == .other),
            yes(rules[id] == nil), Float(rules[id]?.confidence ?? 0), yes(rules[id]?.isInferred ?? false),
        ]
    }

    private func isQuoted(_ word: Int, by statement: Int) -> Bool {
        quotations.quotes(word, statements[statement])
    }

    // MARK: The entity

    /// What is seen of an entity by itself.
    func features(ofEntity number: Int) -> [Float] {
        let entity = entities[number]
        let yes = SpeakerScene.yes
        return EntityKind.allCases.map { yes(entity.kind == $0) } + [
            yes(entity.kind == nil), yes(entity.nameCount > 0), SpeakerScene.log(entity.mentions.count, by: 4),
            SpeakerScene.log(entity.nameCount, by: 4), yes(entity.leaning.isShe), yes(entity.leaning.isHe),
            yes(entity.leaning.isOnePerson), yes(entity.leaning.isSeveral), yes(entity.leaning.isThing),
            yes(entity.nominalHeads.contains { Lexicon.titles.contains($0) || Lexicon.occupations.contains($0) }),
            Float(entity.heads[0]) / Float(max(1, worded.words.count)), SpeakerScene.log(entity.statements, by: 3),
            yes(entity.names.count > 1), entity.quotedShare, yes(entity.quotedShare == 1), entity.toldShare,
            yes(entity.toldShare == 1),
            yes(entity.mentions.count == 1), yes(entity.opensIndefinite), yes(entity.mentions.contains(where: speaking.contains)),
            SpeakerScene.log(entity.subjects, by: 3),
        ]
    }

    // MARK: Both

    /// What is seen of a candidate of a statement, the entity by itself aside.
    func features(of id: Int, _ candidate: SpeakerCandidate) -> [Float] {
        let mass =
            sourceMentions[id].map { own in
                coreference.antecedents(of: own).reduce(into: [Int: Double]()) {
                    $0[entityOf[$1.mention], default: 0] += $1.probability
                }
            } ?? [:]
        let none = Float(max(0, 1 - mass.values.reduce(0, +)))
        let yes = SpeakerScene.yes
        guard case .entity(let number) = candidate else {
            let own = candidate == .new ? sourceMentions[id] : nil
            let alone = own.map { entities[entityOf[$0]].mentions.count == 1 } ?? false
            let isRuled = alone && own.map { entityOf[$0] } == ruled(id) || candidate == .nobody && rules[id] == nil
            let seen = [
                yes(isRuled), isRuled ? Float(rules[id]?.confidence ?? 0) : 0, 0, yes(alone), yes(own != nil && !alone), 0, none,
                yes(own.map { coreference.mentions[$0].level == .name } ?? false),
                yes(own.map { coreference.mentions[$0].level == .nominal } ?? false), 0,
            ]
            return [yes(candidate == .new), yes(candidate == .nobody), none] + seen
                + Array(repeating: 0, count: SpeakerScene.pairWidth - 3 - seen.count)
        }
        return [0, 0, none] + ownership(id, number, Float(min(1, mass[number] ?? 0))) + places(id, number) + likeness(id, number)
            + company(id, number)
    }

    /// What the rules and the network's coreference say.
    private func ownership(_ id: Int, _ number: Int, _ mass: Float) -> [Float] {
        let yes = SpeakerScene.yes
        let (entity, ruled) = (entities[number], ruled(id) == number)
        let own = sourceMentions[id]
        let isOwn = own.map { entityOf[$0] == number } ?? false
        let source = statements[id].source ?? 0..<0
        let inside = entity.mentions.filter { source.contains(coreference.mentions[$0].head) }
        let others = entity.mentions.filter { !inside.contains($0) }
        let cover =
            inside.map { Float(coreference.mentions[$0].words.clamped(to: source).count) / Float(max(1, source.count)) }.max()
            ?? 0
        return [
            yes(ruled), ruled ? Float(rules[id]?.confidence ?? 0) : 0, ruled ? yes(rules[id]?.isInferred ?? false) : 0,
            yes(isOwn),
            yes(isOwn && others.contains { coreference.mentions[$0].head < source.lowerBound }),
            yes(isOwn && others.contains { coreference.mentions[$0].level == .name }), mass,
            yes(inside.contains { coreference.mentions[$0].level == .name }), yes(!isOwn && !inside.isEmpty), cover,
        ]
    }

    /// Where its mentions stand.
    private func places(_ id: Int, _ number: Int) -> [Float] {
        let yes = SpeakerScene.yes
        let (entity, statement, place) = (entities[number], statements[id], place(of: id))
        let mentions = coreference.mentions
        let (before, after) = mentionsAround(id, number)
        let last = before.map { mentions[$0] }
        let sentence = sentences[place]
        let sentencesBack = last.map { Int(sentence - sentences[$0.head]) }
        let paragraphsBack = last.map { Int(worded.words[place].paragraph - worded.words[$0.head].paragraph) }
        let inContent = entity.mentions.filter { mention in statement.content.contains { $0.contains(mentions[mention].head) } }
        let near = entity.heads.count { $0 < place && place - $0 <= 100 }
        return [
            last.map { SpeakerScene.log(place - $0.head, by: 6) } ?? 1.5, yes(last == nil),
            sentencesBack.map { Float(min($0, 10)) / 5 } ?? 2,
            paragraphsBack.map { Float(min($0, 5)) / 3 } ?? 2, yes(sentencesBack == 0), yes(sentencesBack == 1),
            yes(paragraphsBack == 0),
            yes(paragraphsBack == 1), yes(last?.level == .name), yes(last?.level == .pronoun),
            yes(before.map(speaking.contains) ?? false),
            yes(last.map { head in statement.content.contains { $0.contains(head.head) } } ?? false),
            yes(last.map { quotations.quotes($0.head, butNot: place) } ?? false),
            after.map { SpeakerScene.log(mentions[$0].head - place, by: 6) } ?? 1.5,
            yes(entity.mentions.contains { isTold(mentions[$0], statement) }), yes(subjects[sentence] == number),
            yes(subjects[sentence - 1] == number), yes(subjects[sentence - 2] == number),
            yes(openers[worded.words[place].paragraph] == number), yes(openers[worded.words[place].paragraph - 1] == number),
            SpeakerScene.log(inContent.count, by: 2), yes(inContent.contains { mentions[$0].level == .name }),
            SpeakerScene.log(near, by: 3),
            SpeakerScene.log(entity.heads.count { $0 < place }, by: 4),
        ]
    }

    /// The last mention of an entity before a statement's source or cue, and the first behind it; the source's own aside.
    func mentionsAround(_ id: Int, _ number: Int) -> (before: Int?, after: Int?) {
        let (entity, place) = (entities[number], place(of: id))
        var (low, high) = (0, entity.heads.count)
        while low < high {
            let middle = (low + high) / 2
            if entity.heads[middle] < place { low = middle + 1 } else { high = middle }
        }
        let end = statements[id].source?.upperBound ?? place
        let after = entity.mentions[low...].first { coreference.mentions[$0].head >= end }
        return (low > 0 ? entity.mentions[low - 1] : nil, after)
    }

    /// What its words have in common with the source's.
    private func likeness(_ id: Int, _ number: Int) -> [Float] {
        let yes = SpeakerScene.yes
        let (entity, words) = (entities[number], sourceWords(id))
        let head = statements[id].source.map {
            TitleHolders.form(worded.slice(SourceHead.word(of: $0, worded)..<SourceHead.word(of: $0, worded) + 1))
        }
        let own = sourceMentions[id]
        let shared = Float(words.count { entity.words.contains($0) }) / Float(max(1, words.count))
        let named = Float(words.count { entity.names.contains($0) }) / Float(max(1, words.count))
        let tokens = own.map { coreference.surfaces[$0].tokens }
        return [
            yes(head.map(entity.nominalHeads.contains) ?? false), yes(head.map(entity.words.contains) ?? false), shared, named,
            yes(
                tokens.map { tokens in entity.mentions.contains { $0 != own && coreference.surfaces[$0].tokens == tokens } }
                    ?? false),
            yes(head.map { Lexicon.titles.contains($0) && entity.words.contains($0) } ?? false && entity.nameCount > 0),
            yes(own.map { coreference.agrees($0, with: entity.mentions[0]) } ?? false),
            yes(own.map { coreference.mentions[$0].isPlural != entity.leaning.isSeveral } ?? false),
            yes(own.map { coreference.mentions[$0].kind.isOf(entity.kind) } ?? false),
        ]
    }

    /// Who else speaks here.
    private func company(_ id: Int, _ number: Int) -> [Float] {
        let yes = SpeakerScene.yes
        func isSaid(_ back: Int) -> Bool { statement(back, before: id).flatMap(ruled) == number }
        let last = statement(1, before: id)
        let apart = last.map {
            Int(worded.words[place(of: id)].paragraph - worded.words[statements[$0].cue.lowerBound].paragraph)
        }
        let parent = statements[id].parent
        return [
            yes(isSaid(1)), yes(isSaid(2)), yes(isSaid(3)), yes(isSaid(1) && apart == 0), yes(isSaid(1) && apart == 1),
            yes(isSaid(-1)),
            yes(parent.flatMap(ruled) == number),
            yes(
                parent.map { parent in entities[number].mentions.contains { isTold(coreference.mentions[$0], statements[parent]) }
                } ?? false),
            yes(
                last.map { last in entities[number].mentions.contains { isTold(coreference.mentions[$0], statements[last]) } }
                    ?? false),
            yes(last.map { ruled($0) != nil } ?? false), yes(parent != nil && ruled(id) == number),
            yes(
                last.map { last in
                    statements[last].content.contains { content in entities[number].heads.contains { content.contains($0) } }
                } ?? false),
        ]
    }
}

extension FoundMention.Kind {
    /// Whether a mention of this kind can be of an entity of another one's.
    fileprivate func isOf(_ kind: EntityKind?) -> Bool {
        switch self {
        case .person: kind == .person || kind == .group
        case .organization: kind == .organization
        case .place: kind == .place
        case .document: kind == .document
        case .other: kind == nil || kind == .group
        }
    }
}
