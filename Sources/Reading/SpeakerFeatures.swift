import English
import Foundation
import Prose
import Record

// What the decision about a speaker goes by besides the network's states: numbers of 0 to about 1.
//
// Their order is the model's: a new one is put at the end of its function, and the model trained anew. `Training/speakers.py` takes
// them from `dixit model speakers`, so that they are computed in one place.

private func yes(_ value: Bool) -> Float { value ? 1 : 0 }
private func log(_ value: Int, by scale: Float) -> Float { Foundation.log(1 + Float(max(0, value))) / scale }

extension SpeakerScene {
    /// How many numbers are seen of a statement, of an entity, and of a candidate beside.
    static let statementWidth = 44
    static let entityWidth = 26
    static let pairWidth = 3 + 10 + 24 + 9 + 12

    // MARK: The entity

    /// What is seen of an entity by itself, [entityWidth].
    func features(ofEntity number: Int) -> [Float] {
        let entity = entities[number]
        return EntityKind.allCases.map { yes(entity.kind == $0) } + [
            yes(entity.kind == nil), yes(entity.nameCount > 0), log(entity.mentions.count, by: 4),
            log(entity.nameCount, by: 4), yes(entity.leaning.isShe), yes(entity.leaning.isHe),
            yes(entity.leaning.isOnePerson), yes(entity.leaning.isSeveral), yes(entity.leaning.isThing),
            yes(entity.nominalHeads.contains { Lexicon.titles.contains($0) || Lexicon.occupations.contains($0) }),
            Float(entity.heads[0]) / Float(max(1, worded.words.count)), log(entity.statements, by: 3),
            yes(entity.names.count > 1), entity.quotedShare, yes(entity.quotedShare == 1), entity.toldShare,
            yes(entity.toldShare == 1),
            yes(entity.mentions.count == 1), yes(entity.opensIndefinite), yes(entity.mentions.contains(where: speaking.contains)),
            log(entity.subjects, by: 3),
        ]
    }
}

extension StatementView {
    // MARK: The statement

    /// What is seen of the statement and its source, [SpeakerScene.statementWidth].
    var features: [Float] {
        let worded = scene.worded
        let words = statement.source?.map { worded.slice($0..<$0 + 1).lowercased() } ?? []
        let pronoun = isPronoun ? Pronoun(words[0]) : nil
        let kinds = [.he, .she, .it, .they, .i, .we, .you, .other].map { yes(pronoun == $0) }
        let relative = yes(words.count == 1 && Lexicon.pronouns[words[0]].contains("relative"))
        let first = words.first ?? ""
        let head = statement.source.map { SourceHead.word(of: $0, worded) }
        let headWord = headWord ?? ""
        let mention = own.map { scene.coreference.mentions[$0] }
        let (level, kind, rule) = (mention?.level, mention?.kind, scene.rules[id])
        return kinds + [
            relative, yes(words.isEmpty), yes(first == "the"), yes(Lexicon.indefinites.contains(first)),
            yes(Lexicon.determiners[first].contains("possessive")),
            yes(words.dropLast().contains("’") || words.dropLast().contains("'")),
            yes(Lexicon.determiners[first].contains("demonstrative")),
            yes(head.map { worded.words[$0].shape.hasCapital } ?? false),
            yes(mention?.isPlural ?? false), log(words.count, by: 3),
            yes(statement.parent != nil), yes(statement.parent.map { isQuoted(by: $0) } ?? false),
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
            yes(rule == nil), Float(rule?.confidence ?? 0), yes(rule?.isInferred ?? false),
        ]
    }

    private func isQuoted(by parent: Int) -> Bool {
        scene.quotations.quotes(place, scene.statements[parent])
    }

    // MARK: Both

    /// What is seen of a candidate of the statement, the entity by itself aside, [SpeakerScene.pairWidth].
    func features(of candidate: SpeakerCandidate) -> [Float] {
        guard case .entity(let number) = candidate else { return featuresOfNoEntity(candidate) }
        return [0, 0, none] + ownership(number, Float(min(1, mass[number] ?? 0))) + places(number) + likeness(number)
            + company(number)
    }

    private func featuresOfNoEntity(_ candidate: SpeakerCandidate) -> [Float] {
        let mention = candidate == .new ? own.map { scene.coreference.mentions[$0] } : nil
        let (alone, rule) = (mention != nil && isAlone, scene.rules[id])
        let isRuled = alone && ownEntity == ruled || candidate == .nobody && rule == nil
        let seen = [
            yes(isRuled), isRuled ? Float(rule?.confidence ?? 0) : 0, 0, yes(alone), yes(mention != nil && !alone), 0, none,
            yes(mention?.level == .name), yes(mention?.level == .nominal), 0,
        ]
        return [yes(candidate == .new), yes(candidate == .nobody), none] + seen
            + Array(repeating: 0, count: SpeakerScene.pairWidth - 3 - seen.count)
    }

    /// What the rules and the network's coreference say.
    private func ownership(_ number: Int, _ mass: Float) -> [Float] {
        let (entity, isRuled, rule) = (scene.entities[number], ruled == number, scene.rules[id])
        let isOwn = ownEntity == number
        let source = statement.source ?? 0..<0
        let inside = entity.places(in: source)
        let namesInside = entity.nameCount(among: inside)
        let cover =
            entity.mentions[inside].map {
                Float(scene.coreference.mentions[$0].words.clamped(to: source).count) / Float(max(1, source.count))
            }.max() ?? 0
        return [
            yes(isRuled), isRuled ? Float(rule?.confidence ?? 0) : 0, isRuled ? yes(rule?.isInferred ?? false) : 0,
            yes(isOwn), yes(isOwn && inside.lowerBound > 0), yes(isOwn && entity.nameCount > namesInside), mass,
            yes(namesInside > 0), yes(!isOwn && !inside.isEmpty), cover,
        ]
    }

    /// Where its mentions stand.
    private func places(_ number: Int) -> [Float] {
        let (entity, worded, mentions, sentences) = (
            scene.entities[number], scene.worded, scene.coreference.mentions, scene.sentences
        )
        let (before, after) = mentionsAround(entity)
        let last = before.map { mentions[$0] }
        let (sentence, paragraph) = (sentences[place], worded.words[place].paragraph)
        let sentencesBack = last.map { Int(sentence - sentences[$0.head]) }
        let paragraphsBack = last.map { Int(paragraph - worded.words[$0.head].paragraph) }
        let inContent = content.map(entity.places)
        let countBefore = entity.count(before: place)
        return [
            last.map { log(place - $0.head, by: 6) } ?? 1.5, yes(last == nil),
            sentencesBack.map { Float(min($0, 10)) / 5 } ?? 2,
            paragraphsBack.map { Float(min($0, 5)) / 3 } ?? 2, yes(sentencesBack == 0), yes(sentencesBack == 1),
            yes(paragraphsBack == 0),
            yes(paragraphsBack == 1), yes(last?.level == .name), yes(last?.level == .pronoun),
            yes(before.map(scene.speaking.contains) ?? false),
            yes(last.map { last in content.contains { $0.contains(last.head) } } ?? false),
            yes(last.map { scene.quotations.quotes($0.head, butNot: place) } ?? false),
            after.map { log(mentions[$0].head - place, by: 6) } ?? 1.5,
            yes(scene.told[id].contains(number)), yes(scene.subjects[sentence] == number),
            yes(scene.subjects[sentence - 1] == number), yes(scene.subjects[sentence - 2] == number),
            yes(scene.openers[paragraph] == number), yes(scene.openers[paragraph - 1] == number),
            log(inContent.reduce(0) { $0 + $1.count }, by: 2), yes(inContent.contains { entity.nameCount(among: $0) > 0 }),
            log(countBefore - entity.count(before: place - 100), by: 3),
            log(countBefore, by: 4),
        ]
    }

    /// What its words have in common with the source's.
    private func likeness(_ number: Int) -> [Float] {
        let (entity, coreference) = (scene.entities[number], scene.coreference)
        let shared = Float(words.count { entity.words.contains($0) }) / Float(max(1, words.count))
        let named = Float(words.count { entity.names.contains($0) }) / Float(max(1, words.count))
        let othersWordedSo = own.map {
            entity.count(worded: coreference.surfaces[$0].tokens) - (ownEntity == number ? 1 : 0)
        }
        return [
            yes(headWord.map(entity.nominalHeads.contains) ?? false), yes(headWord.map(entity.words.contains) ?? false), shared,
            named, yes(othersWordedSo ?? 0 > 0),
            yes(headWord.map { Lexicon.titles.contains($0) && entity.words.contains($0) } ?? false && entity.nameCount > 0),
            yes(own.map { coreference.agrees($0, with: entity.mentions[0]) } ?? false),
            yes(own.map { coreference.mentions[$0].isPlural != entity.leaning.isSeveral } ?? false),
            yes(own.map { coreference.mentions[$0].kind.isOf(entity.kind) } ?? false),
        ]
    }

    /// Who else speaks here.
    private func company(_ number: Int) -> [Float] {
        func isSaid(_ back: Int) -> Bool { scene.statement(back, before: id).flatMap(scene.ruled) == number }
        let (words, parent) = (scene.worded.words, statement.parent)
        let apart = last.map { Int(words[place].paragraph - words[scene.statements[$0].cue.lowerBound].paragraph) }
        return [
            yes(isSaid(1)), yes(isSaid(2)), yes(isSaid(3)), yes(isSaid(1) && apart == 0), yes(isSaid(1) && apart == 1),
            yes(isSaid(-1)),
            yes(parent.flatMap(scene.ruled) == number),
            yes(parent.map { scene.told[$0].contains(number) } ?? false),
            yes(last.map { scene.told[$0].contains(number) } ?? false),
            yes(last.map { scene.ruled($0) != nil } ?? false), yes(parent != nil && ruled == number),
            yes(
                last.map { last in
                    scene.statements[last].content.contains { !scene.entities[number].places(in: $0).isEmpty }
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
