import English
import Record

/// What words of binding tell: who is bound, to what, by what.
extension DutySentence {
    /// "must leave", "has to leave".
    func must(_ at: Int, isAlways: Bool) -> FoundDuty? {
        var start = at + 1
        if !isAlways {
            guard text(start) == "to", !["have", "ve", "s", "'"].contains(text(at - 1)) else { return nil }
            start += 1
        }
        if text(start) == "have" { return nil }
        while ["not", "also", "be", "now"].contains(text(start)) || text(start).hasSuffix("ly") { start += 1 }
        let isPassive = (at + 1..<max(at + 1, start)).contains { lower[$0] == "be" }
        return FoundDuty(
            kind: .must, status: .owed, at: at, duty: span(from: start),
            instrument: scene.instrument(ofContent: at) ?? nearest(at),
            bearer: (isPassive ? bearers.named(behind: at, by: ["by"]) : nil) ?? bearers.subject(of: at))
    }

    /// "is required to leave", "was barred from leaving".
    func bound(_ at: Int) -> FoundDuty? {
        let (verb, roles) = (DutyVerb(at, sentence, lower), Lexicon.dutyWords[lower[at]])
        var start = at + 2
        if ["by", "under"].contains(text(at + 1)), let near = near(at), near.words.lowerBound - at <= 3 {
            if let found = asBound(at, near) { return found }
            // "required by law to leave", "bound by the treaty"
            if text(near.words.upperBound) == "to" {
                start = near.words.upperBound + 1
            } else if lower[at] == "bound" {
                start = at
            } else {
                return nil
            }
        } else {
            guard text(at + 1) == "to" || roles.contains("not") && text(at + 1) == "from" else { return nil }
        }
        guard verb.isNegated == roles.contains("allow") else { return nil }
        return FoundDuty(
            kind: .bound, status: .owed, at: at, duty: span(from: start), instrument: nearest(at),
            bearer: bearers.subject(of: verb.start))
    }

    /// "as is required by the treaty", behind what is owed.
    private func asBound(_ at: Int, _ near: Instrument) -> FoundDuty? {
        guard let end = (max(sentence.lowerBound, at - 3)..<at).first(where: { lower[$0] == "as" }) else { return nil }
        let start =
            (sentence.lowerBound..<end).last { [",", "that", ";"].contains(lower[$0]) }.map { $0 + 1 } ?? sentence.lowerBound
        let isBroken = (start..<end).contains {
            ["not", "never", "t", "without"].contains(lower[$0]) || Lexicon.dutyWords[lower[$0]].contains("fail")
        }
        return FoundDuty(
            kind: .accord, status: isBroken ? .broken : isOpen(end) ? .owed : .kept, at: at, duty: start..<end, instrument: near,
            bearer: bearers.first(in: start..<end))
    }

    /// "ordered the company to leave".
    func order(_ at: Int) -> FoundDuty? {
        let verb = DutyVerb(at, sentence, lower)
        guard text(at + 1) != "to", !verb.isInfinitive, !verb.isNegated, !verb.isHypothetical else { return nil }
        if text(at + 1) == "that", let bearer = bearers.object(from: at + 2), bearer.words.lowerBound == at + 2 {
            return FoundDuty(
                kind: .order, status: .owed, at: at, duty: span(from: bearer.words.upperBound), instrument: nearest(at),
                bearer: bearer)
        }
        guard let to = infinitive(behind: at), let bearer = bearers.whom(at, to) else { return nil }
        return FoundDuty(
            kind: .order, status: .owed, at: at, duty: span(from: to + 1), instrument: nearest(at), bearer: bearer)
    }

    /// The "to" or "from" behind whom a word orders.
    func infinitive(behind order: Int) -> Int? {
        for word in order + 2..<max(order + 2, min(order + 12, sentence.upperBound)) {
            if ["to", "from"].contains(lower[word]), !["up", "due", "according"].contains(lower[word - 1]),
                !Lexicon.determiners.contains(text(word + 1))
            {
                return word
            }
            if Lexicon.auxiliaries.contains(lower[word]) || [",", ".", ";", "that"].contains(lower[word]) { return nil }
        }
        return nil
    }

    /// "the treaty demands an inspection".
    func require(_ at: Int, after last: FoundDuty?) -> FoundDuty? {
        var instrument = instruments.last { (0...3).contains(at - $0.words.upperBound) }
        // "the conditions ban them from leaving and impose a curfew"
        if instrument == nil, let last, last.kind == .require, ["and", ","].contains(text(at - 1)) {
            instrument = last.instrument
        }
        guard let instrument, text(at + 1) != "by" else { return nil }
        let to = infinitive(behind: at).flatMap { bearers.whom(at, $0) == nil ? nil : $0 }
        let object = to.flatMap { bearers.whom(at, $0) } ?? bearers.object(from: text(at + 1) == "that" ? at + 2 : at + 1)
        // "the treaty calls on Orvane to", not "calls for calm"
        if to == nil, ["call", "urg"].contains(where: lower[at].hasPrefix) { return nil }
        return FoundDuty(
            kind: .require, status: .owed, at: at, duty: span(from: (to ?? at) + 1), instrument: instrument,
            bearer: object ?? bearers.named(behind: at, by: ["by", "of", "on"], within: 6)
                ?? (last?.kind == .require ? last?.bearer : nil))
    }

    /// "Under the treaty, Orvane will leave", "Orvane will leave under the treaty".
    func under(_ at: Int) -> FoundDuty? {
        guard let bearer = bearers.subject(of: at), bearer.words.upperBound == at, !isSupposed(at) else { return nil }
        let isOwed = Lexicon.dutyWords[lower[at]].contains("will") || text(at + 1) == "to"
        guard isOwed, text(at + 1) != "be" || Lexicon.auxiliaries[lower[at]].contains("modal") else { return nil }
        let end = end(from: at + 1)
        let instrument = instruments.first { instrument in
            let words = instrument.words
            if words.upperBound <= at {
                return at - words.upperBound <= 10 && isUnder(words.lowerBound) && words.lowerBound - sentence.lowerBound <= 6
            }
            // "will report that it failed under the treaty" binds nobody to report.
            return words.upperBound <= end + 1 && isUnder(words.lowerBound) && !lower[at..<words.lowerBound].contains("that")
        }
        guard let instrument else { return nil }
        let start = text(at + 1) == "to" ? at + 2 : at + 1
        return FoundDuty(
            kind: .due, status: .owed, at: at, duty: span(from: start), instrument: instrument, bearer: bearer)
    }

    /// Whether "under" or "according to" stands before a word.
    private func isUnder(_ word: Int) -> Bool {
        ["under"].contains(text(word - 1)) || text(word - 1) == "to" && ["according", "pursuant"].contains(text(word - 2))
            || text(word - 1) == "of" && ["part", "terms"].contains(text(word - 2))
            || text(word - 1) == "by" && word - 1 == sentence.lowerBound
    }

    /// "By the agreement it was to pay".
    func due(_ at: Int) -> FoundDuty? {
        guard text(at + 1) == "to", text(at + 2) != "be", let bearer = bearers.subject(of: at), bearer.words.upperBound == at,
            nearest(at) != nil
        else { return nil }
        return FoundDuty(
            kind: .due, status: .owed, at: at, duty: span(from: at + 2), instrument: nearest(at), bearer: bearer)
    }

    /// "the Council's duty to act", "obligations under the treaty", "the obligation of the Council to act", "our duty is to act".
    func owed(_ at: Int) -> FoundDuty? {
        if (max(sentence.lowerBound, at - 3)..<at).contains(where: { ["not", "no"].contains(lower[$0]) }) { return nil }
        var (start, bearer) = (at + 1, bearers.owner(of: at))
        switch text(at + 1) {
        case "to": start = at + 2
        case "under": break
        case "is" where text(at + 2) == "to" && bearer != nil: start = at + 3
        case "of":
            bearer = bearers.object(from: at + 2)
            guard let end = bearer?.words.upperBound else { return nil }
            // "protection is the primary responsibility of States": what is owed stands before it.
            guard text(end) == "to" else { return belonging(at, to: bearer) }
            start = end + 1
        default:
            guard text(at + 1) != "for", ["legal", "international", "constitutional", "treaty"].contains(text(at - 1)) else {
                return nil
            }
        }
        return FoundDuty(
            kind: .owed, status: .owed, at: at, duty: span(from: start),
            instrument: nearest(at, among: instruments.filter { !$0.words.contains(at) }),
            bearer: bearer ?? bearers.subject(of: DutyVerb(at, sentence, lower).start))
    }

    private func belonging(_ at: Int, to bearer: DutyScene.Party?) -> FoundDuty? {
        guard ["primary", "main", "special", "joint", "common", "sole"].contains(text(at - 1)),
            let verb = (sentence.lowerBound..<at).last(where: { ["is", "are", "remains"].contains(lower[$0]) })
        else { return nil }
        let start =
            (sentence.lowerBound..<verb).last { ["that", ",", ":"].contains(lower[$0]) }.map { $0 + 1 } ?? sentence.lowerBound
        return FoundDuty(
            kind: .owed, status: .owed, at: at, duty: start..<verb, instrument: nearest(at) ?? earlier.last, bearer: bearer)
    }
}
