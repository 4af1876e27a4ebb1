import Actors
import Finding
import Ledger
import Record
import Reviews

/// What has come into the ledger since a visitor was here before: articles, and what those say whom they follow.
struct WhatIsNew {
    /// When the visit before ended, and which article was the last one then; nil at the first visit.
    private let before: Visitor.Look?
    /// How many articles came since.
    private let articles: Int
    /// Those who are followed, with how many of their statements are new.
    private let followed: [(actor: ActorEntry, count: Int)]
    /// The latest of these statements.
    private let statements: [StatementEntry]
    private let context: PageContext

    /// How many statements are shown, and of how many who are followed it is told how many are new.
    private static let (shown, told) = (6, 20)

    init(of visitor: Visitor, _ context: PageContext) throws {
        self.context = context
        before = visitor.before
        articles = try visitor.before.map { try context.ledger.countArticles(behind: $0.article) } ?? 0
        var actors: [ActorEntry] = []
        for id in visitor.follows.suffix(WhatIsNew.told) {
            // One who was merged is followed as the one who stands for both.
            if let actor = try? context.ledger.show(actor: "@\(id)").actor, !actors.contains(actor) { actors.append(actor) }
        }
        let behind = visitor.before?.article
        followed = try actors.map { actor in
            (actor, try behind.map { try context.ledger.count(of: actor.id, behind: $0) } ?? 0)
        }
        var query = StatementQuery()
        query.speakers = followed.filter { $0.count > 0 }.map(\.actor.id)
        (query.after, query.isNested, query.order, query.limit) = (behind, false, .date, WhatIsNew.shown)
        statements = query.speakers.isEmpty ? [] : try context.ledger.find(query)
    }

    func write(_ html: inout HTML) throws {
        try html.element("section", .class("new"), .id(FollowForm.place)) { html in
            if let before {
                html.element("h2") { html in
                    html.text("Since your last visit, ")
                    html.time(Moment(before.at).text, machine: Moment(before.at).machine)
                }
                html.element("p") { html in
                    if articles > 0 {
                        html.element("a", .href(.articles), text: counted(articles, "article", "articles"))
                        html.text(" came in.")
                    } else {
                        html.text("No article came in.")
                    }
                }
            } else {
                html.element("h2", text: "Whom you follow")
            }
            guard !followed.isEmpty else {
                return html.element(
                    "p", .class("help"),
                    text: "☆ on a speaker’s page follows them: what is new of them stands here, at your next visit.")
            }
            try html.element("ul", .class("followed")) { html in
                for one in followed {
                    try html.element("li") { html in
                        html.element("a", .href(.speaker(one.actor.id)), text: one.actor.name)
                        if before != nil {
                            html.element(
                                "span", .class("number"), text: one.count > 0 ? "\(grouped(one.count)) new" : "nothing new")
                        }
                        try html.follow(one.actor.id, true, name: one.actor.name, context)
                    }
                }
            }
            html.element("ol") { html in for entry in statements { html.entry(entry) } }
        }
    }
}
