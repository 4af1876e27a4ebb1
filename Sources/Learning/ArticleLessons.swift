import Meaning
import Reading
import Record
import Reviews

/// What an article that people have judged teaches each part of the model.
struct ArticleLessons: Sendable {
    var statements: [StatementPart.Lesson] = []
    var nested: [StatementPart.Lesson] = []
    var speakers: [SpeakerPart.Lesson] = []
    var acts: [MarkPart.Lesson] = []
    var claims: [MarkPart.Lesson] = []
}

extension ArticleLessons {
    /// Reads an article; nil where nobody wants it any more.
    init?(_ article: ReviewedArticle, _ reader: Reader, _ marker: Marker, unless isCancelled: () -> Bool) {
        let shown = article.statements.filter { $0.state != .wrong }
        let given = shown.map {
            GivenStatement(source: $0.spans.source.first, cue: $0.spans.cue.first, content: $0.spans.content)
        }
        guard let lessons = reader.lessons(article.text, given: given, unless: isCancelled) else { return nil }
        addProposals(lessons, of: article)
        speakers = lessons.choices.compactMap { choice in
            let one = shown[choice.place]
            // Who adds a statement and names no speaker has not said that nobody speaks.
            guard one.isFoundRight, one.state != .added || one.speaker != .nobody, let right = ArticleLessons.right(choice, one),
                !right.isEmpty
            else { return nil }
            return SpeakerPart.Lesson(choice: choice, right: right)
        }
        if let marks = marker.lessons(of: lessons.read) { addMarks(marks, lessons.places.map { shown[$0] }) }
    }

    private mutating func addProposals(_ lessons: ReviewLessons, of article: ReviewedArticle) {
        let proposed = lessons.proposals.map(\.spans)
        let all = article.statements.map(\.spans)
        let partners = Measure.partners(in: article.text, gold: all, predicted: proposed).pairs
        var measure = Measure()
        let isLikeIts = measure.add(text: article.text, gold: all, predicted: proposed)
        var judged = [ReviewedArticle.Reviewed?](repeating: nil, count: proposed.count)
        for (statement, proposal) in partners { judged[proposal] = article.statements[statement] }
        for (at, proposal) in lessons.proposals.enumerated() {
            let isRight: Bool? =
                if let partner = judged[at] {
                    partner.state == .unreviewed ? nil : partner.isFoundRight && isLikeIts[at]
                } else {
                    article.isWhole ? false : nil
                }
            let lesson = StatementPart.Lesson(
                features: proposal.features, cue: proposal.cueState, isRight: isRight)
            if proposal.isNested { nested.append(lesson) } else { statements.append(lesson) }
        }
    }

    /// The candidates who are the speaker that somebody has left; nil where that cannot be told.
    private static func right(_ choice: SpeakerLesson, _ statement: ReviewedArticle.Reviewed) -> Set<Int>? {
        func all(_ kind: SpeakerLesson.Candidate) -> Set<Int> {
            Set(choice.candidates.indices.filter { choice.candidates[$0] == kind })
        }
        guard case .mentioned(let mentions) = statement.speaker else {
            return statement.speaker == .nobody ? all(.nobody) : nil
        }
        // The source itself tells nothing: who it is is what was asked.
        let sources = statement.spans.source
        let told = Set(mentions.filter { mention in !sources.contains { $0.overlaps(mention) } })
        let shares = choice.candidates.map { candidate -> Int in
            guard case .entity(let places) = candidate else { return 0 }
            return places.count { place in told.contains { $0.overlaps(place) } }
        }
        if let most = shares.max(), most > 0 {
            let right = Set(shares.indices.filter { shares[$0] == most })
            // Somebody new of that name is the same.
            return choice.ownName.map(right.contains) == true ? right.union(all(.new)) : right
        }
        // Whoever is mentioned by the source alone is somebody new, and the entity that it is.
        guard told.isEmpty else { return nil }
        return all(.new).union(
            choice.candidates.indices.filter {
                guard case .entity(let places) = choice.candidates[$0] else { return false }
                return places.allSatisfy { place in sources.contains { $0.overlaps(place) } }
            })
    }

    private mutating func addMarks(_ marks: MarkLessons, _ statements: [ReviewedArticle.Reviewed]) {
        let width = MarkLessons.width
        for (at, statement) in statements.enumerated() {
            let numbers = Array(marks.numbers[at * width..<(at + 1) * width])
            func right(_ layer: String, _ names: [String]) -> Set<Int>? {
                statement.marks[layer].map { judged in Set(names.indices.filter { judged.contains(names[$0]) }) }
            }
            claims.append(MarkPart.Lesson(numbers: numbers, right: right("claims", MarkLessons.claims)))
            // The network is not asked where the cue's word decides, and one act holds or none was told to.
            let act = right("act", MarkLessons.acts)
            if !marks.isDecided[at], act?.isEmpty != true { acts.append(MarkPart.Lesson(numbers: numbers, right: act)) }
        }
    }
}
