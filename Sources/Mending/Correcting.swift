import Actors
import Foundation
import Ledger
import Record
import SQLite

/// What a correction of an article has changed.
public struct CorrectedArticle: Sendable, Hashable {
    /// The number of the act, by which it can be undone.
    public let act: Int
    /// What was there before, of what was changed.
    public let before: FieldValues
    /// What is there now.
    public let after: FieldValues
}

extension Ledger {
    /// Corrects what is known of an article beside its text. It is marked as corrected by a person from then on, with what was there before; a date
    /// is known by `user`. Its text is never changed.
    ///
    /// - Parameter values: the fields that are to be otherwise, with their values; nil for none.
    /// - Throws: `QuestionError`, where there is no such article, nothing is changed, or a value cannot be; `DatabaseError`, also where the article was
    ///   changed by other means than Dixit.
    @discardableResult
    public func correct(
        article: Int, _ values: FieldValues, by who: String, at: Int = Int(Date().timeIntervalSince1970)
    ) throws -> CorrectedArticle {
        var wanted = FieldValues()
        for field in values.fields { wanted[field] = try field.checked(values[field]) }
        if wanted.values.isEmpty {
            throw QuestionError("nothing of article \(article) is to be corrected; name what is wrong, such as its date")
        }
        return try connection.transaction {
            try ArticleSeal(connection: connection).change(article) {
                guard try connection.row("SELECT 1 FROM article WHERE id = \(article)", make: { $0.int(0) }) != nil else {
                    throw try noArticle(article)
                }
                let rows = ArticleValues(connection: connection)
                let now = try rows.values(of: article)
                let shown = try shownOutlet(of: article)
                var (before, after) = (FieldValues(), FieldValues())
                for field in wanted.fields {
                    if field == .outlet, let name = wanted[field] {
                        // By what articles call it, which stays what it is.
                        let outlet = try OutletRows(connection: connection).named(name)
                        if outlet.shown == shown { continue }
                        wanted[field] = try OutletRows(connection: connection).givenName(of: outlet.given)
                    }
                    guard wanted[field] != now[field] else { continue }
                    (before[field], after[field]) = (now[field], wanted[field])
                }
                if after.values.isEmpty { throw QuestionError("nothing of article \(article) is changed: it is so already") }
                if after.values[.published] != nil { (before.dateSource, after.dateSource) = (now.dateSource, .user) }
                try rows.write(after, of: article)
                let act = try ActLog(connection: connection).append(
                    "correct", by: who, at: at, on: .article(article), CorrectionDetail(before: before, after: after).json)
                try settleCorrections(of: article)
                return CorrectedArticle(act: act, before: before, after: after)
            }
        }
    }

    private func shownOutlet(of article: Int) throws -> Int? {
        try connection.row("SELECT outlet FROM article WHERE id = \(article)") { $0.optionalInt(0) } ?? nil
    }

    private func settleCorrections(of article: Int) throws {
        let corrections = try Corrections(of: article, on: connection)
        try connection.run("UPDATE article SET corrected = \(corrections.column) WHERE id = \(article)")
    }

    /// Undoes what somebody did to an article: brings it back where it was removed, or takes a correction back.
    ///
    /// - Throws: `QuestionError`, where there is no such act, it was undone already, or what it has corrected was corrected again since.
    public func undoArticleAct(_ act: Int, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws {
        let found = try connection.row(
            "SELECT verb, article, detail FROM act WHERE id = \(act) AND verb IN ('remove', 'correct') AND article IS NOT NULL"
        ) { (verb: $0.text(0), article: $0.int(1), detail: $0.text(2)) }
        guard let found else {
            throw QuestionError(
                "there is no act \(act) by which an article was removed or corrected; dixit article log tells them")
        }
        try expectStanding(act)
        if found.verb == "remove" {
            try bringBack(article: found.article, by: who, at: at)
            return
        }
        guard let detail = CorrectionDetail(json: found.detail) else {
            throw DatabaseError(.damaged, path, "act \(act) is damaged", DatabaseError.restore)
        }
        try connection.transaction {
            // Somebody else may have undone it since.
            try expectStanding(act)
            try ArticleSeal(connection: connection).change(found.article) {
                guard try connection.row("SELECT 1 FROM article WHERE id = \(found.article)", make: { $0.int(0) }) != nil else {
                    throw try noArticle(found.article)
                }
                let latest = try Corrections(of: found.article, on: connection).acts
                if let field = detail.after.fields.first(where: { latest[$0] != act }), let later = latest[field] {
                    throw QuestionError(
                        "the \(field.words) of article \(found.article) was corrected again by act \(later); undo that first")
                }
                try ArticleValues(connection: connection).write(detail.before, of: found.article)
                try ActLog(connection: connection).append(
                    "undo", by: who, at: at, on: .article(found.article), "{}", undoes: act)
                try settleCorrections(of: found.article)
            }
        }
    }

    /// Refuses to undo what was undone.
    func expectStanding(_ act: Int) throws {
        let undone = try connection.row("SELECT id FROM act WHERE undoes = \(act)") { $0.int(0) }
        if let undone { throw QuestionError("act \(act) was undone by act \(undone) already") }
    }
}

extension ArticleField {
    /// A value that the field can have, without white space around it; nil for none.
    fileprivate func checked(_ given: String?) throws -> String? {
        let value = given?.trimmingCharacters(in: .whitespacesAndNewlines).storable
        guard let value, !value.isEmpty else { return nil }
        let limit = self == .url ? ArticleField.addressLimit : String.lineLimit
        guard value.unicodeScalars.count <= limit else {
            throw QuestionError("the \(words) “\(value.prefix(40))…” is longer than \(limit) characters; give a shorter one")
        }
        guard !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw QuestionError(
                "the \(words) “\(value.prefix(40))” has a line feed or another control character in it; give it on one line")
        }
        switch self {
        case .published where Day(published: value) == nil:
            throw QuestionError("“\(value.prefix(60))” is no date; give one as 2021-03-12")
        case .url where !ArticleField.isAddress(value):
            throw QuestionError("“\(value.prefix(60))” is no address of a page; give one that begins with https:// or http://")
        default: return value
        }
    }

    /// How many characters an address may have.
    private static let addressLimit = 8_000

    private static func isAddress(_ text: String) -> Bool {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased() else { return false }
        return (scheme == "http" || scheme == "https") && url.host?.isEmpty == false
    }
}
