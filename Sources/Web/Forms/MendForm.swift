import HTTP
import Ledger
import Mending
import Record

/// Where it is sent to that an article is removed, brought back or corrected, that an outlet is renamed or merged, and that any of it is undone.
enum MendForm: FormTarget {
    static let segments = ["mend"]

    /// Carries it out; the response is the page that the visitor was on, or, where it is refused, why, with the form as it was sent.
    static func response(_ form: FilledForm, _ context: PageContext) throws -> Response {
        guard let decision = form.value("decision").flatMap(MendingForm.Decision.init) else {
            throw PageError(status: 400, sentence: "It is not said what is to be mended; load the page again.")
        }
        do {
            try carryOut(decision, form, context)
        } catch {
            guard context.format == .html else { throw error }
            return try RefusedMending(error, decision, form, context).response()
        }
        context.shared.answers.forget()
        switch form.value("back").flatMap(MendingForm.Back.init) {
        case .article: return .see(.article(try form.number("article")))
        case .outlet: return .see(.outlet(try form.number("outlet")))
        case .articles, nil: return .see(.articles)
        }
    }

    private static func carryOut(_ decision: MendingForm.Decision, _ form: FilledForm, _ context: PageContext) throws {
        let ledger = try context.shared.ledgerForChanging()
        let who = context.reviewer
        switch decision {
        case .correct:
            let article = try form.number("article")
            try expect(article, form, ledger)
            try ledger.correct(article: article, changes(of: article, form, ledger), by: who)
        case .remove:
            let article = try form.number("article")
            try expect(article, form, ledger)
            try ledger.remove(article: article, by: who)
        case .restore:
            let article = try form.number("article")
            var loader = EntryLoader(ledger)
            // Where somebody has brought it back meanwhile, all is as the visitor wants it.
            if try loader.article(article) == nil { try ledger.bringBack(article: article, by: who) }
        case .undo: try ledger.undoArticleAct(form.number("act"), by: who)
        case .rename: try ledger.rename(outlet: form.number("outlet"), to: form.value("name") ?? "", by: who)
        case .merge: try ledger.merge(outlets: [form.number("other")], into: form.number("outlet"), by: who)
        case .undoOutlet: try ledger.undoOutletAct(form.number("act"), by: who)
        }
    }

    /// Makes sure that nobody has mended the article since the visitor looked at it: the form holds all its values.
    private static func expect(_ article: Int, _ form: FilledForm, _ ledger: Ledger) throws {
        guard let last = try ledger.articleActs(upon: article, limit: 1).first, form.value("seen") != "\(last.id)" else { return }
        throw PageError(
            status: 409,
            sentence: "\(last.who) has mended article \(article) meanwhile; look at it as it is now, and send yours again.")
    }

    /// The fields that the visitor has changed: what is as the page showed it stays as it is.
    private static func changes(of article: Int, _ form: FilledForm, _ ledger: Ledger) throws -> FieldValues {
        var loader = EntryLoader(ledger)
        guard let now = try loader.article(article) else { throw try ledger.noArticle(article) }
        var values = FieldValues()
        for field in ArticleField.allCases {
            guard let text = form.given(field.rawValue)?.trimmed, text != (now.value(of: field) ?? "").trimmed else { continue }
            values[field] = text.isEmpty ? nil : text
        }
        return values
    }
}
