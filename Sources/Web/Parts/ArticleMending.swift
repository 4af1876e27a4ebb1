import Ledger
import Mending
import Record
import Wire

/// The form by which an article is corrected or removed, and what people did to it.
struct ArticleMending {
    private let article: ArticleEntry
    private let acts: [ArticleAct]
    private let context: PageContext
    private let back: MendingForm.Back
    /// What a visitor has typed in the place of the article's values, and what was refused.
    private let typed: [ArticleField: String]

    init(
        _ article: ArticleEntry, back: MendingForm.Back, typed: [ArticleField: String] = [:], _ context: PageContext
    ) throws {
        self.article = article
        self.back = back
        self.typed = typed
        self.context = context
        acts = try context.ledger.articleActs(upon: article.id)
    }

    private static let labels: [(ArticleField, StaticString, StaticString)] = [
        (.title, "Title", "title"), (.outlet, "Outlet", "outlet"), (.author, "Author", "author"),
        (.published, "Date", "published"),
        (.url, "Address", "url"),
    ]

    /// Writes the form in a fold.
    func writeFold(_ html: inout HTML) {
        let isOpen = context.request.value("mend") != nil
        html.element("details", .class("provenance"), .id(Anchor("mend")), isOpen ? .flag("open") : .none) { html in
            html.element("summary", text: "Correct or remove")
            write(&html)
        }
    }

    /// Writes the form and what people did.
    func write(_ html: inout HTML) {
        html.mending(back, context, [("article", article.id), ("seen", acts.first?.id ?? 0)]) { html in
            html.element("div", .class("fields")) { html in
                for (field, label, name) in ArticleMending.labels {
                    let place = Anchor(name, article.id, before: "mend-")
                    html.element("label", .named("for", place.text), text: label.description)
                    html.void(
                        "input", .fixed("type", "text"), .id(place), .fixed("name", name),
                        .named("value", typed[field] ?? article.value(of: field) ?? ""), .fixed("autocomplete", "off"),
                        field == .published ? .fixed("placeholder", "2021-03-12") : .none)
                }
            }
            html.element("div", .class("buttons")) { html in
                html.button(.correct, "Save corrections")
                html.button(.remove, "Remove this article", label: "Remove article \(article.id)")
            }
            html.element(
                "p", .class("help"),
                text:
                    "Corrections are marked as a person’s. A removed article is on no list and in no count. Both can be undone; the text stays as it is."
            )
        }
        MendedLast(acts: acts, back: back, article: article.id, context).write(&html)
    }
}

/// What was mended last, each with a button that undoes it.
struct MendedLast {
    let acts: [ArticleAct]
    let back: MendingForm.Back
    /// The article whose page it stands on.
    let article: Int?
    let context: PageContext

    init(acts: [ArticleAct], back: MendingForm.Back, article: Int? = nil, _ context: PageContext) {
        self.acts = acts
        self.back = back
        self.article = article
        self.context = context
    }

    func write(_ html: inout HTML) {
        guard !acts.isEmpty else { return }
        html.element("ol", .class("decided"), .fixed("aria-label", "Mended last")) { html in
            for act in acts {
                html.element("li", .class("entry")) { html in
                    html.element("p") { html in
                        html.text(MendedLast.verb(act) + (article == nil ? " " : ""))
                        if article == nil { html.element("a", .href(.article(act.article)), text: called(act.article)) }
                        if !act.words.isEmpty {
                            html.text(": ")
                            html.element("bdi", text: act.words)
                        }
                    }
                    let undone = act.undoneBy.map { ", undone by act \($0)" } ?? ""
                    let told = "act \(act.id), \(act.who), \(Moment(act.at).text)\(undone)"
                    guard act.canBeUndone else { return html.element("p", .class("help"), text: told) }
                    html.mending(back, context, [("act", act.id), ("article", act.article)]) { html in
                        html.element("p", .class("buttons")) { html in
                            html.button(.undo, "Undo", label: "Undo act \(act.id)")
                            html.element("span", .class("help"), text: told)
                        }
                    }
                }
            }
        }
    }

    /// An article by its title, also where it was removed.
    private func called(_ id: Int) -> String {
        var loader = EntryLoader(context.ledger)
        let title = try? context.ledger.removed(article: id)?.title ?? loader.article(id)?.title
        return title ?? "article \(id)"
    }

    private static func verb(_ act: ArticleAct) -> String {
        switch act.verb {
        case "remove": "Removed"
        case "correct": "Corrected"
        case "forget": "Forgotten"
        default: act.undoneVerb == "remove" ? "Brought back" : act.undoes.map { "Undone: act \($0)" } ?? act.verb
        }
    }
}

extension HTML {
    /// What a person has corrected, with what was there before.
    mutating func corrections(_ article: ArticleEntry) {
        guard let former = article.former else { return }
        let was = former.fields.map { field in
            former[field].map { "the \(field.words) was “\($0)”" } ?? "there was no \(field.words)"
        }
        element("p", .class("remark"), text: "Corrected by a person: \(was.joined(separator: ", ")).")
    }
}
