import English
import Record

/// What words of breaking tell: who broke what binds them.
extension DutySentence {
    /// "violated the treaty", "in breach of the treaty", "did not violate", "found no violation of".
    func breach(_ at: Int) -> FoundDuty? {
        let roles = Lexicon.dutyWords[lower[at]]
        // "ceasefire violations"
        let near = near(at) ?? instruments.last { $0.words.upperBound == at && roles.contains("breach-noun") && !$0.isCommitment }
        if roles.contains("near"), near == nil { return nil }
        let isNoun = roles.contains("breach-noun") && (!roles.contains("breach") || isNoun(at))
        let verb = DutyVerb(at, sentence, lower)
        if verb.isDue && !verb.isNegated || isSupposed(at) { return nil }
        let isDenied = verb.isNegated || isDenied(at)
        let status: FoundDuty.Status =
            isAvoided(at) ? .owed : isDenied ? verb.isDue || verb.isInfinitive ? .owed : .kept : .broken
        let end = near.flatMap { (0...5).contains($0.words.lowerBound - at) ? $0.words.upperBound : nil } ?? end(from: at)
        let bearer: DutyScene.Party? =
            if isNoun {
                bearers.named(behind: at, by: ["by"]) ?? bearers.owner(of: min(at, near?.words.lowerBound ?? at))
                    ?? bearers.subject(of: opening(of: at))
            } else if verb.isPassive {
                bearers.named(behind: at, by: ["by"])
            } else {
                bearers.subject(of: verb.start)
            }
        return FoundDuty(
            kind: isNoun ? .breachNoun : .breach, status: status, at: at, duty: at..<end, instrument: near ?? nearest(at),
            bearer: bearer)
    }

    /// Whether "breach" is a noun there, not a verb.
    private func isNoun(_ at: Int) -> Bool {
        let before = text(at - 1)
        return ["of", "by"].contains(text(at + 1)) || Lexicon.determiners.contains(before)
            || Lexicon.prepositions.contains(before)
    }

    /// Where the phrase of a noun begins: "in clear breach of".
    private func opening(of noun: Int) -> Int {
        (max(sentence.lowerBound, noun - 3)..<noun).last { lower[$0] == "in" } ?? noun
    }

    /// "contrary to the treaty", "at odds with it".
    func contrary(_ at: Int) -> FoundDuty? {
        guard Lexicon.dutyWords[lower[at]].dropFirst().contains(text(at + 1)), let near = near(at),
            near.words.lowerBound - at <= 6
        else { return nil }
        let verb = DutyVerb(at, sentence, lower)
        return FoundDuty(
            kind: .contrary, status: isAvoided(at) ? .owed : verb.isNegated ? .kept : .broken, at: at,
            duty: at..<near.words.upperBound, instrument: near,
            bearer: bearers.subject(of: verb.start))
    }

    /// "an unlawful raid", of a state or a body; what people do against the law are crimes, and no duties.
    func unlawful(_ at: Int) -> FoundDuty? {
        let bearer = bearers.owner(of: at) ?? bearers.subject(of: DutyVerb(at, sentence, lower).start)
        guard let bearer, [.place, .organization].contains(scene.article.entity(bearer.entity)?.kind),
            scene.isInFirstPerson || scene.sayer(of: at, isDone: false) != nil, !isSupposed(at)
        else { return nil }
        return FoundDuty(kind: .unlawful, status: .broken, at: at, duty: span(from: at), instrument: nil, bearer: bearer)
    }

    /// "failed to pay".
    func failure(_ at: Int) -> FoundDuty? {
        guard text(at + 1) == "to", !Lexicon.dutyWords[text(at + 2)].contains("keep"), !isSupposed(at) else { return nil }
        let verb = DutyVerb(at, sentence, lower)
        guard !verb.isNegated else { return nil }
        return FoundDuty(
            kind: .failure, status: .broken, at: at, duty: span(from: at + 2), instrument: nearest(at),
            bearer: bearers.owner(of: at) ?? scene.source(ofCue: at) ?? bearers.subject(of: verb.start))
    }

    /// Whether what is broken needs no instrument: "violated the sovereignty of Orvane".
    func isOfRight(_ at: Int) -> Bool {
        !Lexicon.dutyWords[lower[at]].contains("near")
            && (at + 1..<max(at + 1, min(at + 7, sentence.upperBound))).contains { Self.rights.contains(lower[$0]) }
    }

    private static let rights: Set<String> = ["sovereignty", "integrity", "rights", "airspace", "independence", "freedoms"]

    /// Whether it is denied, or not found, before a word of breaking: "denied that it violated", "found no violation".
    func isDenied(_ at: Int) -> Bool {
        let before = max(sentence.lowerBound, at - 10)..<at
        if ["no", "without"].contains(text(at - 1)) || text(at - 1) == "any" && text(at - 2) == "without" { return true }
        return before.contains { word in
            if ["denied", "denies", "deny"].contains(lower[word]) { return true }
            return ["find", "found", "evidence"].contains(lower[word])
                && (max(sentence.lowerBound, word - 3)..<min(word + 2, at)).contains {
                    ["not", "no", "t", "never"].contains(lower[$0])
                }
        }
    }

    /// Whether somebody is to let it be: "refrain from actions contrary to it".
    func isAvoided(_ at: Int) -> Bool {
        (max(sentence.lowerBound, at - 8)..<at).contains { Lexicon.dutyWords[lower[$0]].contains("avoid") }
    }
}
