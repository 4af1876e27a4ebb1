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
    /// The outlet that was not there before, where the article was given to one.
    public let newOutlet: Int?
    /// An outlet beside the new one that is called so but for case.
    public let likeNewOutlet: Int?

    /// What was changed: "title “Gate shut” → “Gates shut”, date none → “2021-03-12”".
    public var words: String { ArticleAct.words(from: before, to: after) }
}

extension Ledger {
    /// Corrects what is known of an article beside its text. It is marked as corrected by a person from then on, with what was there before; a date
    /// is known by `user`. Its text is never changed.
    ///
    /// - Parameters:
    ///   - values: the fields that are to be otherwise, with their values; nil for none.
    ///   - at: now, in seconds since 1970-01-01; no article was published later than a day behind it, so that it is that day somewhere.
    /// - Throws: `QuestionError`, where there is no such article, nothing is changed, or a value cannot be; `DatabaseError`, also where the article was
    ///   changed by other means than Dixit.
    @discardableResult
    public func correct(
        article: Int, _ values: FieldValues, by who: String, at: Int = Int(Date().timeIntervalSince1970)
    ) throws -> CorrectedArticle {
        var wanted = FieldValues()
        for field in values.fields { wanted[field] = try field.checked(values[field], at: at) }
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
                var outlet: NamedOutlet?
                for field in wanted.fields {
                    if field == .outlet, let name = wanted[field] {
                        // By what articles call it, which stays what it is.
                        let named = try outletToStand(name)
                        if named.row.shown == shown { continue }
                        wanted[field] = try OutletRows(connection: connection).givenName(of: named.row.given)
                        outlet = named
                    }
                    guard wanted[field] != now[field] else { continue }
                    (before[field], after[field]) = (now[field], wanted[field])
                }
                if after.values.isEmpty { throw QuestionError("nothing of article \(article) is changed: it is so already") }
                if after.values[.published] != nil { (before.dateSource, after.dateSource) = (now.dateSource, .user) }
                try rows.write(after, of: article)
                let act = try ActLog(connection: connection).append(
                    "correct", by: who, at: at, on: .article(article), CorrectionDetail(before: before, after: after).json)
                try settleCorrections(of: article, changed: after)
                return CorrectedArticle(
                    act: act, before: before, after: after, newOutlet: outlet.flatMap { $0.isNew ? $0.row.shown : nil },
                    likeNewOutlet: outlet?.like)
            }
        }
    }

    /// An outlet that an article is to stand under.
    private struct NamedOutlet {
        let row: OutletRows.Named
        let isNew: Bool
        /// Where it is new, one that is called so but for case.
        let like: Int?
    }

    /// The outlet of a name; made where there is none, unless it is a number, by which outlets are told from each other.
    private func outletToStand(_ name: String) throws -> NamedOutlet {
        let rows = OutletRows(connection: connection)
        if let known = try rows.known(name) { return NamedOutlet(row: known, isNew: false, like: nil) }
        guard Int(name) == nil else {
            throw QuestionError("no outlet is called “\(name)”; give its name, as dixit outlet list tells it")
        }
        let like = try? outlet(named: name)
        return NamedOutlet(row: try rows.named(name), isNew: true, like: like)
    }

    private func shownOutlet(of article: Int) throws -> Int? {
        try connection.row("SELECT outlet FROM article WHERE id = \(article)") { $0.optionalInt(0) } ?? nil
    }

    /// - Parameter changed: the values that are otherwise now.
    private func settleCorrections(of article: Int, changed: FieldValues) throws {
        let corrections = try Corrections(of: article, on: connection)
        try connection.run("UPDATE article SET corrected = \(corrections.column) WHERE id = \(article)")
        if changed.values[.published] != nil { try markByDay(article) }
    }

    /// Undoes what somebody did to an article: brings it back where it was removed, or takes a correction back, with all that followed from it.
    ///
    /// - Returns: the act by which it is undone.
    /// - Throws: `QuestionError`, where there is no such act, it was undone already, or what it has corrected was corrected again since.
    @discardableResult
    public func undoArticleAct(_ act: Int, by who: String, at: Int = Int(Date().timeIntervalSince1970)) throws -> ArticleAct {
        let article = try undo(act, by: who, at: at)
        guard let undoing = try articleActs(upon: article).first(where: { $0.undoes == act }) else {
            throw DatabaseError(.damaged, path, "act \(act) was undone, and nothing in the log says so", DatabaseError.restore)
        }
        return undoing
    }

    /// - Returns: the article that the act was upon.
    private func undo(_ act: Int, by who: String, at: Int) throws -> Int {
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
            return found.article
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
                try settleCorrections(of: found.article, changed: detail.before)
            }
        }
        return found.article
    }

    /// Refuses to undo what was undone.
    func expectStanding(_ act: Int) throws {
        let undone = try connection.row("SELECT id FROM act WHERE undoes = \(act)") { $0.int(0) }
        if let undone { throw QuestionError("act \(act) was undone by act \(undone) already") }
    }
}

extension ArticleField {
    /// A value that the field can have, without white space around it; nil for none.
    ///
    /// - Parameter at: now, in seconds since 1970-01-01.
    fileprivate func checked(_ given: String?, at: Int) throws -> String? {
        guard let value = given?.trimmingCharacters(in: .whitespacesAndNewlines).storable else { return nil }
        guard !value.isEmpty else { throw QuestionError("the \(words) is empty; give one, or none to take it away") }
        let limit = self == .url ? ArticleField.addressLimit : String.lineLimit
        guard value.unicodeScalars.count <= limit else {
            throw QuestionError("the \(words) “\(value.prefix(40))…” is longer than \(limit) characters; give a shorter one")
        }
        guard !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw QuestionError(
                "the \(words) “\(value.prefix(40))” has a line feed or another control character in it; give it on one line")
        }
        switch self {
        case .published:
            guard let day = Day(published: value) else {
                throw QuestionError("“\(value.prefix(60))” is no date; give one as 2021-03-12")
            }
            guard day.number <= Day(second: at).number + 1 else {
                throw QuestionError("“\(value.prefix(60))” is yet to come; give the day on which the article was published")
            }
            return value
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
