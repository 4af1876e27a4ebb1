import English
import Record

/// The duties of one sentence: what each of its words tells.
struct DutySentence {
    let scene: DutyScene
    let lower: [String]
    let sentence: Range<Int>
    let instruments: [Instrument]
    /// Those of the sentences before, the nearest last.
    let earlier: [Instrument]
    let bearers: DutyBearer

    init(_ scene: DutyScene, _ sentence: Range<Int>, _ instruments: [Instrument], earlier: [Instrument]) {
        (self.scene, self.sentence, self.instruments, self.earlier) = (scene, sentence, instruments, earlier)
        lower = scene.article.lower
        bearers = DutyBearer(scene, sentence)
    }

    func duties() -> [FoundDuty] {
        var found: [FoundDuty] = []
        for at in sentence {
            guard var duty = duty(at, after: found.last), !duty.duty.isEmpty, holds(&duty) else { continue }
            if let last = found.last, last.duty.contains(at) {
                // "uphold its commitment to": one duty, told by the verb.
                if [.promiseNoun, .owed].contains(duty.kind), [.keep, .breach, .must, .failure, .bound].contains(last.kind) {
                    continue
                }
                if [.keep, .accord, .execution].contains(duty.kind), last.status == duty.status { continue }
            }
            // "is required to stay at home and must open": whoever is bound before "and" is bound behind it.
            if let last = found.last, [.must, .bound, .failure, .keep].contains(duty.kind) {
                let start = DutyVerb(at, sentence, lower).start
                if start > sentence.lowerBound, ["and", "or"].contains(lower[start - 1]) { duty.bearer = last.bearer }
            }
            found.append(duty)
            // Who refuses what a court orders owes it.
            if duty.kind == .failure, let instrument = duty.instrument, Lexicon.instruments[instrument.head].contains("order") {
                found.append(duty.owed)
            }
        }
        return found
    }

    // MARK: What a word tells

    private func duty(_ at: Int, after last: FoundDuty?) -> FoundDuty? {
        for role in Lexicon.dutyWords[lower[at]] {
            let found: FoundDuty? =
                switch role {
                case "breach", "breach-noun": breach(at)
                case "keep", "keep-noun": keep(at)
                case "contrary": contrary(at)
                case "unlawful": unlawful(at)
                case "due": due(at) ?? under(at)
                case "will": under(at)
                case "must", "have-to": must(at, isAlways: role == "must")
                case "bound": bound(at)
                case "order": (Lexicon.dutyWords[lower[at]].contains("require") ? require(at, after: last) : nil) ?? order(at)
                case "require": require(at, after: last)
                case "owe-noun": owed(at)
                case "promise": promise(at)
                case "promise-noun": promised(at)
                case "fail": failure(at)
                default: nil
                }
            if let found { return found }
        }
        return nil
    }

    // MARK: What counts

    /// Whether what was found is a duty: a mere wish or demand is none, so that most need what binds; an instrument that does not count is taken away.
    private func holds(_ duty: inout FoundDuty) -> Bool {
        if let instrument = duty.instrument, !instrument.isNamed {
            let distance = instrument.distance(to: duty.at)
            if instrument.isCommitment, !tellsMore(instrument.words.upperBound) {
                duty.instrument = nil
                if [.keep, .breach].contains(duty.kind), instrument.words.lowerBound >= duty.at, distance <= 4 { return true }
            }
            if instrument.isNarrow, distance > 6 { duty.instrument = nil }
        }
        let distance = duty.instrument?.distance(to: duty.at) ?? Int.max
        let roles = Lexicon.dutyWords[lower[duty.at]]
        if ["do", "find", "make", "get", "say"].contains(text(duty.duty.lowerBound)), roles.contains("have-to") { return false }
        switch duty.kind {
        case .breach: return duty.instrument != nil || isOfRight(duty.at)
        case .breachNoun:
            let isThere = duty.instrument.map {
                (0...4).contains($0.words.lowerBound - duty.at) || $0.words.upperBound == duty.at
            }
            return isThere ?? false || isOfRight(duty.at)
        case .keep: return duty.instrument != nil
        case .must:
            let isTold = scene.sayer(of: duty.at, isDone: false) != nil
            if roles.contains("have-to") {
                return distance <= 12 && duty.bearer != nil
                    && duty.instrument.map { !$0.isNarrow && $0.words.upperBound <= duty.at } ?? false
            }
            if distance > 12, scene.isInFirstPerson || isTold && !scene.isRuled(duty.at) || duty.bearer == nil { return false }
            return !(scene.isInFirstPerson && ["i", "we"].contains(text(duty.at - 1)) && duty.instrument?.isNamed != true)
        case .require: return duty.bearer != nil || duty.instrument?.isNamed == true
        case .bound, .order: return !roles.contains("near") || distance <= 12
        case .promise: return duty.bearer != nil && !(scene.isInFirstPerson && duty.instrument == nil)
        case .failure:
            let isContempt = sentence.contains { lower[$0] == "contempt" }
            // "failed to ratify the treaty" breaks no treaty.
            if let instrument = duty.instrument, instrument.words.overlaps(duty.duty),
                instrument.words.lowerBound < duty.duty.lowerBound + 4
            {
                return isContempt
            }
            if duty.instrument == nil, !isContempt {
                duty.instrument = earlier.last { !["law", "laws", "legislation", "constitution", "rules"].contains($0.head) }
            }
            return duty.bearer != nil && (isContempt || duty.instrument != nil)
        default: return true
        }
    }

    /// Whether "if" or "whether" opens the clause of a word, so that it is not said to be so.
    func isSupposed(_ at: Int) -> Bool {
        let before = (max(sentence.lowerBound, at - 12)..<at).last {
            Self.clauses.contains(lower[$0]) || Lexicon.conditions.contains(lower[$0])
        }
        return before.map { Lexicon.conditions.contains(lower[$0]) } ?? false
    }

    private static let clauses: Set<String> = [",", ";", "that", "because", "and", "but"]

    /// Whether it is wished, or said of what is still to come.
    func isOpen(_ at: Int) -> Bool {
        let clause = (max(sentence.lowerBound, at - 30)..<at).last { Self.clauses.contains(lower[$0]) } ?? sentence.lowerBound
        return isWished(at) || (clause..<at).contains { Lexicon.auxiliaries[lower[$0]].contains("modal") || lower[$0] == "to" }
    }

    /// Whether it stands in what somebody wishes: "it is essential that we adhere to it".
    func isWished(_ at: Int) -> Bool {
        (max(sentence.lowerBound, at - 30)..<at).contains { word in
            let roles = Lexicon.dutyWords[lower[word]]
            guard roles.contains("wish") || roles.contains("must") else { return false }
            return !lower[word].hasPrefix("call") || ["on", "for", "upon"].contains(lower[word + 1])
        }
    }

    // MARK: Words

    func isInside(_ at: Int) -> Bool { sentence.contains(at) }
    func text(_ at: Int) -> String { sentence.contains(at) ? lower[at] : "" }

    /// The instrument that begins at a word or soon behind it.
    func near(_ at: Int) -> Instrument? { instruments.first { (0...14).contains($0.words.lowerBound - at) } }

    /// The nearest instrument, a named one from three words farther on.
    func nearest(_ at: Int, among: [Instrument]? = nil) -> Instrument? {
        (among ?? instruments).filter { $0.distance(to: at) <= 18 }.min {
            ($0.distance(to: at) - ($0.isNamed ? 3 : 0), $0.words.lowerBound) < (
                $1.distance(to: at) - ($1.isNamed ? 3 : 0), $1.words.lowerBound
            )
        }
    }

    func span(from start: Int) -> Range<Int> { start..<max(start, end(from: start)) }

    func end(from start: Int) -> Int { DutyClause.end(from: start, sentence, lower) }
}
