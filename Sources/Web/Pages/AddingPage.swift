import HTTP
import Library
import Mending
import Record
import Wire

/// How far adding has come.
struct AddingPage: Page {
    static let route = Route.number(under: "add")

    static func response(_ id: Int, _ context: PageContext) throws -> Response {
        guard let progress = context.shared.intake.progress(id) else { throw PageError.missing }
        guard context.format == .html else { return json(of: progress) }
        let isDone = progress.stage == .done
        if let article = progress.onlyArticle { return .see(.article(article)) }
        return .html(
            Frame(title: isDone ? "Added" : "Adding", address: .adding(id), formats: [.json], reload: isDone ? nil : 1).page {
                html in
                html.element("div", .class("sheet")) { html in
                    html.element("h1", text: isDone ? (progress.hasFailed ? "Not all was added" : "Added") : "Adding")
                    html.element("p", .class("lead"), text: progress.name)
                    if !isDone {
                        html.element("progress", .fixed("aria-label", "At work")) { _ in }
                        html.element(
                            "p", .fixed("role", "status"),
                            text: progress.stage == .waiting ? "Waits for its turn." : "Is being read.")
                    }
                    write(progress, context, &html)
                    html.element("p", .class("more")) { $0.element("a", .href(.add), text: "Add more") }
                }
            })
    }

    private static func write(_ progress: Intake.Progress, _ context: PageContext, _ html: inout HTML) {
        if progress.known > 0 {
            html.element("p", text: "\(counted(progress.known, "article was", "articles were")) there already.")
        }
        if progress.copies > 0 {
            html.element("p", text: "\(counted(progress.copies, "article is a copy", "articles are copies")) of what was there.")
        }
        html.element("ul") { html in
            for article in progress.added {
                let title = (try? context.ledger.show(article: article))?.loaded.entry.title
                html.element("li") { html in html.element("a", .href(.article(article)), text: title ?? "Article \(article)") }
            }
        }
        for article in progress.removed {
            html.element("p") { html in
                html.text("It was removed before, and is not added again: ")
                html.element("a", .href(.article(article)), text: "article \(article)")
                let canComeBack = (try? context.ledger.canBringBack(article)) == true
                html.text(canComeBack ? ", where it can be brought back." : ", which was forgotten since.")
            }
        }
        for notice in progress.notices { html.element("p", .class("notice"), text: notice) }
    }

    private static func json(of progress: Intake.Progress) -> Response {
        .json { json in
            json.object { json in
                json.member("name", progress.name)
                json.member("stage", progress.stage.rawValue)
                json.name("added")
                json.array(progress.added) { $1.string("\($0)") }
                json.member("copies", progress.copies)
                json.member("known", progress.known)
                json.name("removed")
                json.array(progress.removed) { $1.string("\($0)") }
                json.name("notices")
                json.array(progress.notices) { $1.string($0) }
            }
        }
    }
}

extension Intake.Progress {
    /// The article that was added, where nothing else is to be told.
    fileprivate var onlyArticle: Int? {
        let isAlone = stage == .done && added.count == 1 && copies == 0 && known == 0 && removed.isEmpty && notices.isEmpty
        return isAlone ? added.first : nil
    }
}
