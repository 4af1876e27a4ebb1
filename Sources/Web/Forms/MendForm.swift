import HTTP
import Ledger
import Mending
import Record
import Wire

/// Where it is sent to that an article is removed, brought back or corrected, that an outlet is renamed or merged, and that any of it is undone.
enum MendForm: FormTarget {
    static let segments = ["mend"]

    /// What a button says.
    enum Decision: String {
        case correct, remove, restore, rename, merge, undo
        /// What was done to outlets.
        case undoOutlet = "undo-outlet"
    }

    /// The page to go back to.
    enum Back: String {
        case article, articles, outlet
    }

    /// Carries it out; the response is the page that the visitor was on.
    static func response(_ form: FilledForm, _ context: PageContext) throws -> Response {
        guard let decision = form.value("decision").flatMap(Decision.init) else {
            throw PageError(status: 400, sentence: "It is not said what is to be mended; load the page again.")
        }
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
        case .restore: try ledger.bringBack(article: form.number("article"), by: who)
        case .undo: try ledger.undoArticleAct(form.number("act"), by: who)
        case .rename: try ledger.rename(outlet: form.number("outlet"), to: form.value("name") ?? "", by: who)
        case .merge: try ledger.merge(outlets: [form.number("other")], into: form.number("outlet"), by: who)
        case .undoOutlet: try ledger.undoOutletAct(form.number("act"), by: who)
        }
        context.shared.answers.forget()
        switch form.value("back").flatMap(Back.init) {
        case .article: return .see(.article(try form.number("article")))
        case .outlet: return .see(.outlet(try form.number("outlet")))
        case .articles, nil: return .see(.articles)
        }
    }

    /// Makes sure that nobody has mended the article since the visitor looked at it: the form holds all its values.
    private static func expect(_ article: Int, _ form: FilledForm, _ ledger: Ledger) throws {
        guard let last = try ledger.articleActs(upon: article, limit: 1).first, form.value("seen") != "\(last.id)" else { return }
        throw PageError(
            status: 409, sentence: "\(last.who) has mended article \(article) meanwhile; look at it as it is now.")
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

extension ArticleEntry {
    /// What a form holds of a field.
    func value(of field: ArticleField) -> String? {
        switch field {
        case .title: title
        case .outlet: outlet
        case .author: author
        case .published: published
        case .url: url
        }
    }
}

extension HTML {
    /// A form that mends something.
    mutating func mending(
        _ back: MendForm.Back, _ context: PageContext, _ hidden: [(StaticString, Int)], _ body: (inout HTML) -> Void
    ) {
        element("form", .class("mending"), .fixed("method", "post"), .action(.mend)) { html in
            html.formToken(context)
            html.hidden("back", back.rawValue)
            for (name, number) in hidden { html.hidden(name, "\(number)") }
            body(&html)
        }
    }

    /// The button that says what is done.
    mutating func button(_ decision: MendForm.Decision, _ text: String, label: String? = nil) {
        element(
            "button", .fixed("name", "decision"), .named("value", decision.rawValue),
            label.map { .named("aria-label", $0) } ?? .none,
            text: text)
    }
}
