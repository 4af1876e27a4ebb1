import Record

/// Who owes what under which instrument, and who says that it is owed, promised, kept or broken. Never a verdict: each duty is somebody's word, a
/// statement's or the article's own.
///
/// A grammar (`DutyGrammar`) over words of the lexicon, the instruments near them, and the entities that the reader has found.
struct Duties: Layer {
    let card = LayerCard(
        name: "duties", version: 2, title: "Duties",
        sentence: "Who owes what under which instrument, and who says that it is owed, promised, kept or broken.",
        of: .article, kind: .record, holdsSeveral: true,
        choices: [
            .init("owed", label: "owed", sentence: "Somebody is bound to it."),
            .init("promised", label: "promised", sentence: "Somebody has bound themselves to it."),
            .init("kept", label: "kept", sentence: "Somebody is said to have done it."),
            .init("broken", label: "broken", sentence: "Somebody is said not to have done it."),
        ],
        threshold: 0.3)

    func marks(of article: ReadArticle) -> [Mark] {
        let scene = DutyScene(article)
        let parties = DutyParties(scene)
        var told: Set<MarkValue> = []
        return DutyGrammar(scene).duties().flatMap { duty in
            let sayer = scene.sayer(
                of: duty.at, isDone: [.order, .promise].contains(duty.kind),
                accused: duty.isAccusation ? duty.bearer?.entity : nil)
            return parties.entities(of: duty.bearer, saidBy: sayer, at: duty.at).map { bearer in
                Mark(
                    of: .article, layer: card.name,
                    value: .record(
                        MarkRecord(members: [
                            .init("bearer", bearer.map { .id($0) }),
                            .init("duty", .extract(article.extract(duty.duty))),
                            .init("instrument", duty.instrument.map { .extract(article.extract($0.words)) }),
                            .init(
                                "instrument_entity", duty.instrument.flatMap { scene.entity(called: $0.words) }.map { .id($0) }),
                            .init("status", .word(duty.status.rawValue)),
                            .init("by", sayer.map { .id($0.id) }),
                        ])),
                    confidence: duty.confidence, by: .layer(version: card.version), isOneOfSeveral: true)
            }
        }
        .filter { told.insert($0.value).inserted }
    }
}

extension FoundDuty {
    /// How likely somebody is said there to owe, promise, keep or break it: the share of right ones among those found in the same way in the training texts, where an
    /// instrument is named and where none is, drawn toward what the layer reaches on texts that it was not made with, since few are found in each way.
    var confidence: Double {
        let isNamed = instrument != nil
        switch kind {
        case .accord, .contrary, .bound, .require: return 0.75
        case .breach, .must, .keep: return isNamed ? 0.75 : 0.6
        case .owed, .promiseNoun: return 0.7
        case .unlawful: return 0.5
        case .due, .execution, .failure: return 0.6
        case .promise: return isNamed ? 0.65 : 0.55
        case .breachNoun: return isNamed ? 0.6 : 0.4
        case .order: return isNamed ? 0.5 : 0.4
        }
    }
}
