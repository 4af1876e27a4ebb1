import English
import Record

/// What words of keeping tell: who keeps, or is to keep, what binds them.
extension DutySentence {
    /// "complies with the treaty", "in accordance with it", "failed to comply", "must comply", "pledged to comply".
    func keep(_ at: Int) -> FoundDuty? {
        let (word, roles, near) = (lower[at], Lexicon.dutyWords[lower[at]], near(at))
        if roles.contains("keep-noun") { return accord(at, near) }
        guard near != nil || roles.contains("alone"), !isSupposed(at) else { return nil }
        if roles.contains("close"), near.map({ $0.words.lowerBound - at > 3 || !$0.isCommitment && !$0.isNarrow }) ?? true {
            return nil
        }
        if roles.contains("no-law"), near.map({ ["law", "laws", "legislation"].contains($0.head) }) ?? false { return nil }
        let verb = DutyVerb(at, sentence, lower)
        if word.hasSuffix("ing"), !verb.isFinite, !verb.fails, near.map({ $0.words.lowerBound - at > 5 }) ?? true { return nil }
        let isPromised = (max(sentence.lowerBound, at - 14)..<at).contains {
            let roles = Lexicon.dutyWords[lower[$0]]
            return roles.contains("promise") || roles.contains("promise-noun")
        }
        let isOpen =
            verb.isDue || verb.isInfinitive || verb.isModal || isCommand(at)
            || !word.hasSuffix("ed") && !verb.isFinite && isWished(at)
            || word.hasSuffix("ing") && !verb.isFinite && ["of", "for", "to", "on", "toward", "towards"].contains(text(at - 1))
        let status: FoundDuty.Status =
            verb.fails || verb.isNegated && !verb.isDue ? .broken : isOpen ? isPromised ? .promised : .owed : .kept
        return FoundDuty(
            kind: .keep, status: status, at: at, duty: at..<end(from: at), instrument: near ?? nearest(at),
            bearer: verb.isPassive ? bearers.named(behind: at, by: ["by"]) : bearers.subject(of: verb.start))
    }

    /// "in accordance with the treaty", "in full compliance"; "the implementation of the treaty" is owed.
    private func accord(_ at: Int, _ near: Instrument?) -> FoundDuty? {
        let isPhrase = text(at - 1) == "in" || text(at - 2) == "in" && isInside(at - 2)
        guard isPhrase else { return execution(at, near) }
        let open = text(at - 1) == "in" ? at - 1 : at - 2
        if text(at + 1) == ",", let last = instruments.last(where: { $0.words.upperBound <= at }) {
            let rest = span(from: at + 2)
            return FoundDuty(
                kind: .accord, status: .kept, at: at, duty: rest, instrument: last, bearer: bearers.object(from: at + 2))
        }
        guard text(at + 1) == "with", let near, !isSupposed(open) else { return nil }
        return FoundDuty(
            kind: .accord, status: isOpen(open) ? .owed : .kept, at: at, duty: open..<near.words.upperBound, instrument: near,
            bearer: bearers.subject(of: DutyVerb(open, sentence, lower).start))
    }

    /// "the implementation of the treaty", "their compliance with it".
    private func execution(_ at: Int, _ near: Instrument?) -> FoundDuty? {
        guard Lexicon.dutyWords[lower[at]].contains("execution"), let near, near.words.lowerBound - at <= 6 else { return nil }
        guard (max(sentence.lowerBound, at - 6)..<at).contains(where: { Lexicon.dutyWords[lower[$0]].contains("wish") }) else {
            return nil
        }
        let isFailed = (max(sentence.lowerBound, at - 3)..<at).contains { ["lack", "without", "no"].contains(lower[$0]) }
        return FoundDuty(
            kind: .execution, status: isFailed ? .broken : .owed, at: at, duty: at..<near.words.upperBound, instrument: near,
            bearer: bearers.named(behind: at, by: ["by"]) ?? bearers.owner(of: at) ?? bearers.subject(of: at))
    }

    /// "Comply with the treaty.": what opens a sentence, or stands behind a colon, without a subject, in the form of the dictionary.
    private func isCommand(_ at: Int) -> Bool {
        let word = lower[at]
        guard !word.hasSuffix("ed"), !word.hasSuffix("ing"), !word.hasSuffix("s") else { return false }
        return at == sentence.lowerBound || [":", "“", "\"", "‘"].contains(lower[at - 1])
    }
}
