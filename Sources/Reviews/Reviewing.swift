import Actors
import Foundation
import Ledger
import Record
import SQLite
import Wire

extension Ledger {
    /// Writes down what a person judges of a statement, and shows it so from now on. The machine's record stays beside it, and every
    /// judgement in the log.
    ///
    /// - Parameters:
    ///   - who: the person, as the log names them.
    ///   - asFound: whether they judge it as the machine has found it, without having seen what others have made of it.
    ///   - seen: the number of the latest act on it that they saw, 0 where there was none; nil where it does not matter.
    ///   - at: seconds since 1970.
    /// - Returns: the statement as it is shown now.
    /// - Throws: `QuestionError`, where there is no such statement, or it cannot be as the correction says; `ReviewConflictError`, where
    ///   somebody has judged it since it was seen; `DatabaseError`, also where the article was changed by other means than Dixit.
    @discardableResult
    public func review(
        _ id: StatementID, _ judgement: Judgement, by who: String, asFound: Bool = false, seen: Int? = nil,
        at: Int = Int(Date().timeIntervalSince1970)
    ) throws -> StatementEntry {
        try changing(id.article) {
            try expect(id, lastSeen: seen)
            let review = try StatementReview(self, id)
            let after = try review.judged(judgement, by: who, asFound: asFound)
            try review.change(to: after)
            let verb =
                switch judgement {
                case .right: "right"
                case .wrong: "wrong"
                case .fix: "fix"
                }
            try ActLog(connection: connection).append(
                verb, by: who, at: at, on: .article(id.article, statement: id.number),
                ReviewDetail(before: review.before, after: after).json)
            return try shown(review.row, id)
        }
    }

    /// Adds a statement that the machine has missed.
    ///
    /// - Parameter parts: at least its content.
    /// - Returns: the statement, with a number that no other one of the article has had.
    /// - Throws: `QuestionError`, where there is no such article, or the statement cannot be so.
    @discardableResult
    public func addMissed(
        in article: Int, _ parts: Correction, by who: String, at: Int = Int(Date().timeIntervalSince1970)
    ) throws -> StatementEntry {
        try changing(article) {
            try refuseCopy(article)
            guard parts.content?.isEmpty == false else {
                throw QuestionError("a statement needs its content; give it with --content A-B")
            }
            try connection.run("UPDATE article SET last_number = last_number + 1 WHERE id = ?", article)
            try connection.run(
                """
                INSERT INTO statement (article, number, form, inferred, confidence, day, state)
                SELECT id, last_number, 1, 0, 1000, day, 2 FROM article WHERE id = \(article)
                """)
            let number = try connection.row("SELECT last_number FROM article WHERE id = ?", article) { $0.int(0) } ?? 0
            let id = StatementID(article: article, number: number)
            let review = try StatementReview(self, id, isNew: true)
            var after = try review.judged(.fix(parts), by: who)
            if parts.holder == nil { after.parent = try review.parent(of: after) }
            try review.change(to: after)
            try ActLog(connection: connection).append(
                "missed", by: who, at: at, on: .article(article, statement: number),
                ReviewDetail(before: review.before, after: after).json)
            return try shown(review.row, id)
        }
    }

    /// Whom a person means by a name, an id such as `@7`, or `none`, as the speaker of a statement of an article: an entity of the article
    /// goes before an actor.
    ///
    /// - Throws: `QuestionError`, where it is nobody, or may be several.
    public func speaker(_ reference: String, in article: Int) throws -> Correction.Speaker {
        if reference == "none" { return .nobody }
        var loader = EntryLoader(self)
        let named = try loader.names(article).filter { $0.value.lowercased() == reference.lowercased() }
        if named.count == 1, let entity = named.first { return .entity(entity.key) }
        return .actor(try actor(reference, for: .any).id)
    }

    private func refuseCopy(_ article: Int) throws {
        guard let copyOf = try connection.row("SELECT copy_of FROM article WHERE id = ?", article, make: { $0.optionalInt(0) })
        else { throw try noArticle(article) }
        if let copyOf { throw QuestionError("article \(article) is a copy of \(copyOf); review that") }
    }

    /// Takes back the latest judgement on a statement, or on what a layer marks of it, that has not been taken back; the log keeps both.
    @discardableResult
    public func undoReview(
        _ id: StatementID, by who: String, seen: Int? = nil, at: Int = Int(Date().timeIntervalSince1970)
    ) throws -> StatementEntry {
        try changing(id.article) {
            try expect(id, lastSeen: seen)
            let review = try StatementReview(self, id)
            let last = try connection.row(
                """
                SELECT id, detail FROM act WHERE article = \(id.article) AND statement = \(id.number) AND verb IN ('right', 'wrong', 'fix', 'missed', 'mark')
                    AND NOT EXISTS (SELECT 1 FROM act AS undoing WHERE undoing.undoes = act.id)
                ORDER BY id DESC LIMIT 1
                """
            ) { ($0.int(0), $0.text(1)) }
            guard let (act, json) = last else {
                throw QuestionError("there is no judgement on \(id) to undo; see dixit show \(id)")
            }
            if let mark = MarkDetail(json: json, statement: id.number) {
                try undoMark(act, mark, of: id, row: review.row)
            } else {
                guard let detail = ReviewDetail(json: json), detail.after == review.before else {
                    throw QuestionError("\(id) has been read again since it was judged; judge it as it is now")
                }
                try review.change(to: undone(detail.before, review, id, act))
            }
            try ActLog(connection: connection).append(
                "undo", by: who, at: at, on: .article(id.article, statement: id.number), json, undoes: act)
            return try shown(review.row, id)
        }
    }

    /// What a statement is when the judgement is gone that followed on `before`: where its article has been read again since, the machine's
    /// record is the new one.
    private func undone(_ before: ReviewedRow, _ review: StatementReview, _ id: StatementID, _ act: Int) throws -> ReviewedRow {
        let reread = try connection.row("SELECT 1 FROM act WHERE article = ? AND id > ? AND verb = 'reread'", id.article, act) {
            $0.int(0)
        }
        guard reread != nil else { return before }
        let isGone = try connection.row("SELECT gone FROM statement WHERE id = ?", review.row) { $0.int(0) } == 1
        if before.state == .unreviewed, !isGone {
            return try MachineRows(connection: connection).row(of: review.row) ?? review.before.judged(.unreviewed)
        }
        guard before.record == review.before.record, !isGone else {
            throw QuestionError(
                isGone
                    ? "\(id) is not found any more by the model that has read its article since; judge it right, wrong, or fix it"
                    : "\(id) has been read again since it was judged; judge it as it is now")
        }
        return before
    }

    /// Judges all statements of an article that nobody has judged yet to be right, and the article to hold no others.
    ///
    /// - Returns: how many statements were judged.
    @discardableResult
    public func reviewAll(of article: Int, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws -> Int {
        try changing(article) {
            try refuseCopy(article)
            let numbers = try connection.rows(
                "SELECT number FROM statement WHERE article = ? AND state = 0 ORDER BY number", article
            ) { $0.int(0) }
            for number in numbers {
                let review = try StatementReview(self, StatementID(article: article, number: number))
                let after = try review.judged(.right, by: who)
                try review.change(to: after)
                try ActLog(connection: connection).append(
                    "right", by: who, at: at, on: .article(article, statement: number),
                    ReviewDetail(before: review.before, after: after).json)
            }
            try ActLog(connection: connection).append("right", by: who, at: at, on: .article(article), "{}")
            return numbers.count
        }
    }

    /// Does what a person says of an article in one transaction, and seals it anew.
    func changing<Value>(_ article: Int, _ body: () throws -> Value) throws -> Value {
        try connection.transaction { try ArticleSeal(connection: connection).change(article, body) }
    }

    private func shown(_ row: Int, _ id: StatementID) throws -> StatementEntry {
        var loader = EntryLoader(self)
        guard let entry = try loader.statement(row: row) else { throw QuestionError("there is no statement \(id)") }
        return entry
    }
}
