import English
import Record

/// A duty as words tell of it.
struct FoundDuty: Sendable {
    /// By what it is found; the raw value names it where confidences are counted.
    enum Kind: String, Sendable, CaseIterable {
        case breach, breachNoun, contrary, keep, keepNoun, accord, must, bound, order, require, due, owed, promise, promiseNoun,
            failure
    }

    /// What is said of it; the raw value is how it is written.
    enum Status: String, Sendable, CaseIterable {
        case owed, promised, kept, broken
    }

    let kind: Kind
    let status: Status
    /// The word that tells of it.
    let at: Int
    /// What is owed.
    let duty: Range<Int>
    var instrument: Instrument?
    var bearer: DutyScene.Party?
}

/// Finds who owes what in the words of a sentence: words of binding, promising, keeping and breaking (`duty-words` of the lexicon), with the instrument near them.
struct DutyGrammar: Sendable {
    let scene: DutyScene
    private let lower: [String]

    init(_ scene: DutyScene) {
        self.scene = scene
        lower = scene.article.lower
    }

    /// All duties of the article, in order of reading.
    func duties() -> [FoundDuty] {
        var earlier: [Instrument] = []
        return scene.sentences.flatMap { sentence in
            let instruments = Instrument.all(in: sentence, scene.article)
            let found = DutySentence(scene, lower, sentence, instruments, earlier: earlier).duties()
            // What a failure breaks may have been named a sentence or two before.
            earlier = (earlier + instruments.filter { !$0.isCommitment }).suffix(4)
            return found
        }
    }
}

/// One sentence.
private struct DutySentence {
    let scene: DutyScene
    let lower: [String]
    let sentence: Range<Int>
    let instruments: [Instrument]
    let earlier: [Instrument]

    init(_ scene: DutyScene, _ lower: [String], _ sentence: Range<Int>, _ instruments: [Instrument], earlier: [Instrument]) {
        (self.scene, self.lower, self.sentence, self.instruments, self.earlier) = (scene, lower, sentence, instruments, earlier)
    }

    func duties() -> [FoundDuty] {
        var found: [FoundDuty] = []
        for at in sentence {
            guard var duty = duty(at), !duty.duty.isEmpty, holds(&duty) else { continue }
            // "is required to stay at home and must open": whoever is bound before "and" is bound behind it.
            if let last = found.last, [.must, .bound, .failure, .keep].contains(duty.kind) {
                let start = Verb(at, sentence, lower).start
                if start > sentence.lowerBound, ["and", "or"].contains(lower[start - 1]) { duty.bearer = last.bearer }
            }
            if duty.bearer == nil { duty.bearer = scene.named(behind: at, by: ["by", "of", "on"], in: sentence) }
            found.append(duty)
        }
        return found
    }

    // MARK: What a word tells

    private func duty(_ at: Int) -> FoundDuty? {
        let roles = Lexicon.dutyWords[lower[at]]
        guard !roles.isEmpty else { return nil }
        for role in roles {
            switch role {
            case "breach", "breach-noun": if let found = breach(at, roles) { return found }
            case "keep", "keep-noun": if let found = keep(at, roles) { return found }
            case "contrary": if let found = contrary(at) { return found }
            case "due": if let found = due(at) { return found }
            case "must": if let found = must(at) { return found }
            case "bound": if let found = bound(at, roles) { return found }
            case "order": if let found = order(at) { return found }
            case "require": if let found = require(at) { return found }
            case "owe-noun": if let found = owed(at) { return found }
            case "promise": if let found = promise(at, roles) { return found }
            case "promise-noun": if let found = promised(at) { return found }
            case "fail": if let found = failure(at) { return found }
            default: break
            }
        }
        return nil
    }

    /// "violated the treaty", "in breach of the treaty", "did not violate".
    private func breach(_ at: Int, _ roles: [String]) -> FoundDuty? {
        let near = near(at)
        if roles.contains("near"), near == nil { return nil }
        let isNoun =
            roles.contains("breach-noun")
            && (!roles.contains("breach") || Self.beforeNouns.contains(text(at - 1)) || ["of", "by"].contains(text(at + 1)))
        let verb = Verb(at, sentence, lower)
        if verb.isDue, !verb.isNegated { return nil }
        let status: FoundDuty.Status = verb.isNegated ? verb.isDue || verb.isInfinitive ? .owed : .kept : .broken
        let end = near.flatMap { $0.words.lowerBound - at <= 5 ? $0.words.upperBound : nil } ?? end(from: at)
        let by = isNoun ? scene.named(behind: at, by: ["by"], in: sentence) : nil
        return FoundDuty(
            kind: isNoun ? .breachNoun : .breach, status: status, at: at, duty: at..<end, instrument: near ?? nearest(at),
            bearer: by ?? scene.subject(of: verb.start, in: sentence))
    }

    private static let beforeNouns: Set<String> = [
        "in", "a", "the", "of", "for", "grave", "serious", "flagrant", "clear", "any", "by", "blatant", "these", "such", "rights",
        "gross", "this",
        "massive",
    ]

    /// "contrary to the treaty".
    private func contrary(_ at: Int) -> FoundDuty? {
        guard text(at + 1) == "to", let near = near(at) else { return nil }
        return FoundDuty(
            kind: .contrary, status: .broken, at: at, duty: at..<near.words.upperBound, instrument: near,
            bearer: scene.subject(of: at, in: sentence))
    }

    /// "complies with the treaty", "in accordance with it", "failed to comply", "must comply", "pledged to comply".
    private func keep(_ at: Int, _ roles: [String]) -> FoundDuty? {
        let near = near(at)
        if let near, text(at - 1) == "in", ["accordance", "conformity", "compliance", "adherence"].contains(lower[at]) {
            return FoundDuty(
                kind: .accord, status: .kept, at: at, duty: at - 1..<near.words.upperBound, instrument: near,
                bearer: scene.subject(of: at, in: sentence))
        }
        guard near != nil || roles.contains("alone") else { return nil }
        let isNoun = roles.contains("keep-noun")
        let verb = Verb(at, sentence, lower)
        let isPromised = (max(sentence.lowerBound, at - 14)..<at).contains {
            let roles = Lexicon.dutyWords[lower[$0]]
            return roles.contains("promise") || roles.contains("promise-noun")
        }
        let status: FoundDuty.Status =
            isNoun
            ? isPromised ? .promised : .owed
            : verb.fails || verb.isNegated
                ? .broken : verb.isDue || verb.isInfinitive || isCommand(at) ? isPromised ? .promised : .owed : .kept
        return FoundDuty(
            kind: isNoun ? .keepNoun : .keep, status: status, at: at, duty: at..<end(from: at), instrument: near ?? nearest(at),
            bearer: scene.subject(of: verb.start, in: sentence))
    }

    /// "Comply with the treaty.": what opens a sentence, or stands behind a colon, without a subject, in the form of the dictionary.
    private func isCommand(_ at: Int) -> Bool {
        let word = lower[at]
        guard !word.hasSuffix("ed"), !word.hasSuffix("ing"), !word.hasSuffix("s") else { return false }
        return at == sentence.lowerBound || [":", "“", "\"", "‘"].contains(lower[at - 1])
    }

    /// "must leave".
    private func must(_ at: Int) -> FoundDuty? {
        var start = at + 1
        if text(start) == "have" { return nil }
        while ["not", "also", "be", "now"].contains(text(start)) || text(start).hasSuffix("ly") { start += 1 }
        return FoundDuty(
            kind: .must, status: .owed, at: at, duty: span(from: start), instrument: nearest(at),
            bearer: scene.subject(of: at, in: sentence))
    }

    /// "is required to leave", "was barred from leaving".
    private func bound(_ at: Int, _ roles: [String]) -> FoundDuty? {
        guard text(at + 1) == "to" || roles.contains("not") && text(at + 1) == "from" else { return nil }
        let verb = Verb(at, sentence, lower)
        guard !verb.isNegated else { return nil }
        return FoundDuty(
            kind: .bound, status: .owed, at: at, duty: span(from: at + 2), instrument: nearest(at),
            bearer: scene.subject(of: verb.start, in: sentence))
    }

    /// "ordered the company to leave".
    private func order(_ at: Int) -> FoundDuty? {
        guard text(at + 1) != "to", let object = scene.object(from: at + 1, in: sentence),
            ["to", "from"].contains(text(object.words.upperBound))
        else { return nil }
        return FoundDuty(
            kind: .order, status: .owed, at: at, duty: span(from: object.words.upperBound + 1), instrument: nearest(at),
            bearer: object)
    }

    /// "the treaty demands an inspection".
    private func require(_ at: Int) -> FoundDuty? {
        guard let instrument = instruments.last(where: { (0...3).contains(at - $0.words.upperBound) }) else { return nil }
        let object = scene.object(from: at + 1, in: sentence)
        let isBound = object.map { ["to", "from"].contains(text($0.words.upperBound)) } ?? false
        return FoundDuty(
            kind: .require, status: .owed, at: at, duty: span(from: isBound ? (object?.words.upperBound ?? at) + 1 : at + 1),
            instrument: instrument, bearer: object ?? scene.subject(of: instrument.words.lowerBound, in: sentence))
    }

    /// "By the agreement it was to pay".
    private func due(_ at: Int) -> FoundDuty? {
        guard text(at + 1) == "to", !instruments.isEmpty, text(at + 2) != "be" else { return nil }
        return FoundDuty(
            kind: .due, status: .owed, at: at, duty: span(from: at + 2), instrument: nearest(at),
            bearer: scene.subject(of: at, in: sentence))
    }

    /// "the Council's duty to act", "obligations under the treaty", "the obligation of the Council to act".
    private func owed(_ at: Int) -> FoundDuty? {
        let behind = text(at + 1)
        guard
            ["to", "under", "of"].contains(behind)
                || ["legal", "international", "constitutional", "its", "their"].contains(text(at - 1))
        else { return nil }
        var (start, bearer) = (behind == "to" ? at + 2 : at + 1, DutyScene.Party?.none)
        if behind == "of" {
            bearer = scene.object(from: at + 2, in: sentence)
            if let end = bearer?.words.upperBound, text(end) == "to" { start = end + 1 }
        } else {
            bearer = scene.owner(of: at, in: sentence)
        }
        return FoundDuty(
            kind: .owed, status: .owed, at: at, duty: span(from: start),
            instrument: nearest(at, among: instruments.filter { !$0.words.contains(at) }),
            bearer: bearer ?? scene.subject(of: Verb(at, sentence, lower).start, in: sentence))
    }

    /// "pledged to leave", "committed itself to leaving".
    private func promise(_ at: Int, _ roles: [String]) -> FoundDuty? {
        let behind = text(at + 1)
        let isLed = behind == "to" || ["itself", "themselves", "himself", "ourselves", "that"].contains(behind)
        guard isLed || roles.contains("plain"), !roles.contains("agree") || behind == "to" else { return nil }
        let verb = Verb(at, sentence, lower)
        guard !verb.isNegated else { return nil }
        var start = at + 1
        while ["to", "itself", "themselves", "himself", "ourselves", "that", "not"].contains(text(start)) { start += 1 }
        return FoundDuty(
            kind: .promise, status: .promised, at: at, duty: span(from: start), instrument: nearest(at),
            bearer: scene.subject(of: verb.start, in: sentence))
    }

    /// "its commitment to leave", "broke its pledge that".
    private func promised(_ at: Int) -> FoundDuty? {
        guard ["to", "that"].contains(text(at + 1)) || near(at) != nil else { return nil }
        let start = ["to", "that", "of"].contains(text(at + 1)) ? at + 2 : at
        let before = Set(lower[max(sentence.lowerBound, at - 6)..<at])
        let status: FoundDuty.Status =
            !before.isDisjoint(with: Self.breaking) ? .broken : !before.isDisjoint(with: Self.keeping) ? .kept : .promised
        return FoundDuty(
            kind: .promiseNoun, status: status, at: at, duty: span(from: start),
            instrument: instruments.first { $0.words.contains(at) } ?? nearest(at),
            bearer: scene.last(before: at, within: 4, in: sentence)
                ?? scene.subject(of: Verb(at, sentence, lower).start, in: sentence))
    }

    private static let breaking: Set<String> = [
        "broken", "broke", "breaking", "violated", "reneged", "breach", "violation", "contrary", "fail", "failed",
    ]
    private static let keeping: Set<String> = [
        "kept", "fulfilled", "honoured", "honored", "keeping", "fulfil", "honouring", "honoring",
    ]

    /// "failed to pay".
    private func failure(_ at: Int) -> FoundDuty? {
        guard text(at + 1) == "to", !Lexicon.dutyWords[text(at + 2)].contains("keep") else { return nil }
        return FoundDuty(
            kind: .failure, status: .broken, at: at, duty: span(from: at + 2), instrument: nearest(at),
            bearer: scene.subject(of: Verb(at, sentence, lower).start, in: sentence))
    }

    // MARK: What counts

    /// Whether what was found is a duty: a mere wish or demand is none, so that most need what binds; an instrument that does not count is taken away.
    private func holds(_ duty: inout FoundDuty) -> Bool {
        let distance = duty.instrument?.distance(to: duty.at) ?? Int.max
        let isAlone = Lexicon.dutyWords[lower[duty.at]].contains("alone")
        switch duty.kind {
        case .breach: guard duty.instrument != nil || isAlone else { return false }
        case .breachNoun:
            guard isAlone || (duty.instrument.map { $0.words.lowerBound - duty.at <= 4 } ?? false) else { return false }
        case .keep: guard duty.instrument != nil else { return false }
        case .must:
            if distance > 12, scene.isInFirstPerson || scene.sayer(of: duty.at, isDone: false) != nil { return false }
            if scene.isInFirstPerson, ["i", "we"].contains(text(duty.at - 1)), duty.instrument?.isNamed != true { return false }
        case .promise, .failure: if scene.isInFirstPerson, duty.instrument == nil { return false }
        default: break
        }
        if let instrument = duty.instrument, !instrument.isNamed {
            let behind = instrument.words.upperBound
            let isTold =
                Self.tellsMore.contains(text(behind))
                || behind < sentence.upperBound && scene.article.worded.words[behind].shape.hasCapital
            if instrument.isCommitment && !isTold || instrument.isNarrow && distance > 6 { duty.instrument = nil }
        }
        if duty.kind == .failure, duty.instrument == nil { duty.instrument = earlier.last }
        return true
    }

    /// What tells more of a commitment: "commitments that they made in Norrvik".
    private static let tellsMore: Set<String> = ["that", "which", "under", "made", "in", "he", "she", "it", "they", "we"]

    // MARK: Words

    private func text(_ at: Int) -> String { sentence.contains(at) ? lower[at] : "" }

    /// The instrument that begins at a word or soon behind it.
    private func near(_ at: Int) -> Instrument? { instruments.first { (0...14).contains($0.words.lowerBound - at) } }

    /// The nearest instrument, a named one from three words farther on.
    private func nearest(_ at: Int, among: [Instrument]? = nil) -> Instrument? {
        (among ?? instruments).min {
            ($0.distance(to: at) - ($0.isNamed ? 3 : 0), $0.words.lowerBound) < (
                $1.distance(to: at) - ($1.isNamed ? 3 : 0), $1.words.lowerBound
            )
        }
    }

    private func span(from start: Int) -> Range<Int> { start..<max(start, end(from: start)) }

    /// Where a clause ends that begins at a word.
    private func end(from start: Int) -> Int {
        var end = start
        while end < min(sentence.upperBound, start + 40) {
            let word = lower[end]
            if Self.stops.contains(word) { break }
            if word == ",", end - start > 2 {
                let next = text(end + 1)
                let roles = Lexicon.dutyWords[next]
                if Self.behindCommas.contains(next) || roles.contains("promise") || roles.contains("breach") { break }
            }
            if end > start + 2, Self.behindClauses.contains(word) { break }
            end += 1
        }
        return end
    }

    private static let stops: Set<String> = [".", ";", ":", "?", "!", "”", "\"", "—", "–"]
    private static let behindCommas: Set<String> = [
        "which", "who", "but", "and", "said", "saying", "he", "she", "they", "it", "so", "while", "as", "because", "although",
        "though", "after",
        "before", "according", "with", "adding", "the",
    ]
    private static let behindClauses: Set<String> = [
        "because", "although", "unless", "but", "said", "while", "which", "who", "according", "since", "whereas", "after",
    ]
}

/// What stands before a verb and belongs to it: auxiliaries, negation, adverbs, "failed to".
private struct Verb {
    /// Where it begins.
    let start: Int
    /// "must", "shall", "should".
    let isDue: Bool
    let isInfinitive: Bool
    let isNegated: Bool
    /// "failed to", "refuses to".
    let fails: Bool

    init(_ at: Int, _ sentence: Range<Int>, _ lower: [String]) {
        var (start, chain) = (at, [String]())
        while start > sentence.lowerBound, chain.count < 5 {
            let before = lower[start - 1]
            guard Self.joins(before, at: start - 1, lower) else { break }
            chain.append(before)
            start -= 1
        }
        self.start = start
        isDue = chain.contains { ["must", "shall", "should"].contains($0) }
        isInfinitive = chain.contains("to")
        isNegated = chain.contains { ["not", "never", "t"].contains($0) }
        fails = chain.contains { Lexicon.dutyWords[$0].contains("fail") }
    }

    private static func joins(_ word: String, at: Int, _ lower: [String]) -> Bool {
        let auxiliary = Lexicon.auxiliaries[word]
        if auxiliary.contains("be") || auxiliary.contains("have") || auxiliary.contains("do") || auxiliary.contains("modal") {
            return true
        }
        if ["not", "to", "never", "'", "t", "also", "ll", "ve", "s", "and"].contains(word) || word.hasSuffix("ly") {
            return true
        }
        // "didn't": the words are "didn", "'" and "t".
        if word.hasSuffix("n"), at + 1 < lower.count, lower[at + 1] == "'" { return true }
        return Lexicon.dutyWords[word].contains("fail")
    }
}
