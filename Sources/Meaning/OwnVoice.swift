import Record

/// What the article itself claims in nobody's name: that something will be, should be, is owed or broken, or how it is to be judged.
/// Predictions, prescriptions and judgements are learned (`MeaningNetwork`), duties and their breach found by `DutyGrammar`: of those too few are marked to
/// be learned. Reported facts are no such claim.
struct OwnVoice: Layer {
    let card = LayerCard(
        name: "own_voice", version: 3, title: "In its own voice",
        sentence: "Sentences in nobody's name that claim more than reported facts.",
        of: .article, kind: .record, holdsSeveral: true, choices: Claims.choices, threshold: 0.4)

    func marks(of article: ReadArticle) -> [Mark] {
        guard let meaning = article.meaning else { return [] }
        let scene = DutyScene(article)
        let duties = DutyGrammar(scene).duties().filter {
            $0.confidence >= OwnVoice.sureDuty && scene.sayer(of: $0.at, isDone: false) == nil
        }
        return meaning.sentences.compactMap { sentence in
            let owed = duties.filter { sentence.words.contains($0.at) }
            let confidence = max(sentence.isOwn, owed.map(\.confidence).max() ?? 0)
            guard confidence >= card.threshold else { return nil }
            let learned = zip(MeaningNetwork.claims, sentence.claims).filter { OwnVoice.learned.contains($0.0) }
            var claims = Set(learned.filter { $0.1 >= 0.4 }.map(\.0))
            // What says more than facts says something: what it most likely does.
            if claims.isEmpty, owed.isEmpty, let likeliest = learned.max(by: { $0.1 < $1.1 }) { claims = [likeliest.0] }
            claims.formUnion(owed.compactMap { OwnVoice.claims[$0.status] })
            return Mark(
                of: .article, layer: card.name,
                value: .record(
                    MarkRecord(
                        place: article.extract(sentence.words),
                        members: [.init("claims", .words(MeaningNetwork.claims.filter(claims.contains)))])),
                confidence: confidence, by: .layer(version: card.version), isOneOfSeveral: true)
        }
    }

    /// Duties that are told by the way are no claim of the sentence.
    private static let sureDuty = 0.45
    private static let learned: Set<String> = ["prediction", "prescription", "opinion"]
    private static let claims: [FoundDuty.Status: String] = [.owed: "obligation", .broken: "breach", .kept: "compliance"]
}
