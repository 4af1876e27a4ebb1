import Finding
import HTTP
import Ledger
import Mending
import Record

/// What stands where something is not mended: why, and the form as it was filled in, so that nothing is typed twice.
struct RefusedMending {
    private let error: PageError
    private let decision: MendingForm.Decision
    private let form: FilledForm
    private let context: PageContext
    /// The outlet that has the name which another one was to have.
    private let namesake: Int?

    init(_ error: any Error, _ decision: MendingForm.Decision, _ form: FilledForm, _ context: PageContext) {
        self.decision = decision
        self.form = form
        self.context = context
        let taken = error as? TakenNameError
        namesake = taken.flatMap { $0.isUnder ? nil : $0.other }
        self.error = taken.map(RefusedMending.told) ?? PageError(telling: error, isReading: false)
    }

    private static func told(_ taken: TakenNameError) -> PageError {
        PageError(
            status: 400,
            sentence: taken.isUnder
                ? "Articles call outlet \(taken.other) “\(taken.name)”, which stands under this one and was renamed; undo that below first."
                : "Another outlet is called “\(taken.name)”, or articles call it so; if the two are one, merge them below.")
    }

    private var article: Int? { try? form.number("article") }
    private var outlet: Int? { try? form.number("outlet") }

    /// The page that the form stood on.
    private var back: (address: Address, name: String) {
        switch form.value("back").flatMap(MendingForm.Back.init) {
        case .article: article.map { (.article($0), "Back to article \($0)") } ?? (.articles, "Back to the articles")
        case .outlet: outlet.map { (.outlet($0), "Back to outlet \($0)") } ?? (.outlets, "Back to the outlets")
        case .articles, nil: (.articles, "Back to the articles")
        }
    }

    func response() throws -> Response {
        switch decision {
        case .correct, .remove:
            guard let article else { return try page { _ in } }
            return try RemovedArticlePage.unlessRemoved(article, context) {
                var loader = EntryLoader(context.ledger)
                guard let entry = try loader.article(article) else { throw try context.ledger.noArticle(article) }
                return try page(ofArticle: entry)
            }
        case .rename, .merge: return try page { try writeOutlet(&$0) }
        case .restore, .undo, .undoOutlet: return try page { _ in }
        }
    }

    private func page(_ body: (inout HTML) throws -> Void) throws -> Response {
        let title = "Nothing is changed"
        let page = try Frame(title: title).page { html in
            try html.element("div", .class("sheet")) { html in
                html.element("h1", text: title)
                html.element("p", .class("notice"), .fixed("role", "alert"), text: error.sentence)
                try body(&html)
                html.element("p", .class("more")) { $0.element("a", .href(back.address), text: back.name) }
            }
        }
        return .html(page, status: error.status)
    }

    // MARK: An article

    private func page(ofArticle entry: ArticleEntry) throws -> Response {
        let origin = form.value("back").flatMap(MendingForm.Back.init) ?? .articles
        let mending = try ArticleMending(entry, back: origin, typed: typed(for: entry), context)
        return try page { html in
            html.element("h2", text: entry.title ?? "Article \(entry.id)")
            mending.write(&html)
        }
    }

    /// What the visitor has typed. What they have left as their page showed it is not theirs: there the form shows what the article has now.
    private func typed(for entry: ArticleEntry) throws -> [ArticleField: String] {
        let seen = form.value("seen").flatMap { Int($0) } ?? 0
        var shown: [ArticleField: String] = [:]
        for field in ArticleField.allCases { shown[field] = entry.value(of: field) }
        // The latest comes first, so that what stands there in the end was there before all of them.
        for act in try context.ledger.articleActs(upon: entry.id).prefix(while: { $0.id > seen }) {
            for field in act.after?.fields ?? [] { shown[field] = act.before?[field] }
        }
        var typed: [ArticleField: String] = [:]
        for field in ArticleField.allCases {
            guard let text = form.given(field.rawValue), text.trimmed != (shown[field] ?? "").trimmed else { continue }
            typed[field] = text
        }
        return typed
    }

    // MARK: An outlet

    private func writeOutlet(_ html: inout HTML) throws {
        let outlets = try context.outlets().listed
        guard let outlet, let listed = outlets.first(where: { $0.id == outlet }) else { return }
        html.element("h2", text: listed.name)
        let other = namesake ?? (try? form.number("other"))
        try OutletMending(listed, among: outlets, typed: form.value("name"), chosen: other, context).writeForms(&html)
    }
}
