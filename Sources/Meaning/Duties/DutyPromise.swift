import English
import Record

/// What words of promising tell: who has bound themselves to what.
extension DutySentence {
    /// "pledged to leave", "committed itself to leaving".
    func promise(_ at: Int) -> FoundDuty? {
        let (roles, behind) = (Lexicon.dutyWords[lower[at]], text(at + 1))
        let isLed = behind == "to" || ["itself", "themselves", "himself", "herself", "ourselves", "that"].contains(behind)
        let isGiven = isGiven(at + 1) || near(at).map { $0.words.lowerBound - at <= 4 } ?? false
        guard isLed || roles.contains("plain") && isGiven,
            !roles.contains("agree") || behind == "to" && !Lexicon.determiners.contains(text(at + 2))
        else { return nil }
        // "its promises": a noun
        if lower[at].hasSuffix("s"), Lexicon.determiners.contains(text(at - 1)) || text(at - 1) == "s" { return nil }
        let verb = DutyVerb(at, sentence, lower)
        guard !verb.isNegated, !isSupposed(at) else { return nil }
        var start = at + 1
        while ["to", "itself", "themselves", "himself", "herself", "ourselves", "that", "not"].contains(text(start)) {
            start += 1
        }
        return FoundDuty(
            kind: .promise, status: .promised, at: at, duty: span(from: start), instrument: nearest(at),
            bearer: scene.source(ofCue: at) ?? bearers.subject(of: verb.start))
    }

    /// What can be pledged: "a billion", "$3", "support"; no "delegates".
    private func isGiven(_ at: Int) -> Bool {
        Lexicon.determiners.contains(text(at))
            || ["$", "€", "£", "not", "support", "aid", "help", "assistance"].contains(text(at))
            || text(at).first?.isNumber == true
    }

    /// "its commitment to leave", "broke its pledge that", "the commitments that it made in Norrvik".
    func promised(_ at: Int) -> FoundDuty? {
        let isTold = instruments.contains { $0.words.upperBound == at + 1 && $0.isCommitment } && tellsMore(at + 1)
        let roles = Lexicon.dutyWords[lower[at]]
        let behind = ["itself", "themselves", "himself", "herself"].contains(text(at + 1)) ? at + 2 : at + 1
        var isLed = ["to", "that"].contains(text(behind))
        var start = isLed ? behind + 1 : at
        if roles.contains("deal") {
            // "made a deal with Orvane to leave"
            isLed = text(at + 1) == "to"
            guard (max(sentence.lowerBound, at - 6)..<at).contains(where: { Lexicon.dutyWords[lower[$0]].contains("strike") }),
                isLed || text(at + 1) == "with", let to = isLed ? at + 1 : infinitive(behind: at), lower[to] == "to",
                !Lexicon.determiners.contains(text(to + 1))
            else { return nil }
            (isLed, start) = (true, to + 1)
        }
        guard isLed || isTold else { return nil }
        // "contrary to the commitments that it made": who made them promised; what became of them is told by another word.
        let before = isLed ? lower[max(sentence.lowerBound, at - 6)..<at].map { Lexicon.dutyWords[$0] } : []
        let status: FoundDuty.Status =
            before.contains {
                $0.contains("breach") || $0.contains("breach-noun") || $0.contains("fail") || $0.contains("contrary")
            }
            ? .broken : before.contains { $0.contains("keep") || $0.contains("keep-noun") } ? .kept : .promised
        return FoundDuty(
            kind: .promiseNoun, status: status, at: at, duty: span(from: start),
            instrument: instruments.first { $0.words.contains(at) } ?? nearest(at),
            bearer: bearers.owner(of: at) ?? (isLed ? nil : bearers.object(from: at + 1))
                ?? bearers.subject(of: DutyVerb(at, sentence, lower).start))
    }

    /// Whether more is told of a commitment behind it: "commitments that they made in Norrvik".
    func tellsMore(_ behind: Int) -> Bool {
        ["that", "which", "under", "made", "in", "he", "she", "it", "they", "we"].contains(text(behind))
            || isInside(behind) && scene.article.worded.words[behind].shape.hasCapital
    }
}
