import Actors
import Finding
import Ledger
import Wire

/// What is called by the words that were asked for: speakers, outlets, articles, above what was said in them, or below the field while somebody types.
struct NamedList {
    let hits: NameHits

    /// Something that is called so.
    private struct Hit {
        let name: String
        /// What tells it from others of that name.
        let note: String
        let address: Address
    }

    private var groups: [(title: String, hits: [Hit])] {
        [
            ("People and others", hits.actors.map(NamedList.hit)), ("Outlets", hits.outlets.map(NamedList.hit)),
            ("Articles", hits.articles.map(NamedList.hit)),
        ].filter { !$0.1.isEmpty }
    }

    func write(to html: inout HTML) {
        guard !groups.isEmpty else { return }
        html.element("section", .class("named"), .fixed("aria-label", "Called so")) { html in
            for group in groups {
                html.element("div") { html in
                    html.element("h2", .class("small"), text: group.title)
                    html.element("ul") { html in
                        for hit in group.hits {
                            html.element("li") { html in
                                html.element("a", .href(hit.address), text: hit.name)
                                html.text(" ")
                                html.element("span", .class("number"), text: hit.note)
                            }
                        }
                    }
                }
            }
        }
    }

    func write(to json: inout JSONWriter) {
        json.array(groups) { group, json in
            json.object { json in
                json.member("title", group.title)
                json.name("hits")
                json.array(group.hits) { hit, json in
                    json.object { json in
                        json.member("name", hit.name)
                        json.member("note", hit.note)
                        json.member("address", hit.address.text)
                    }
                }
            }
        }
    }

    private static func hit(_ choice: ActorChoice) -> Hit {
        let said = choice.statements > 0 ? counted(choice.statements, "statement", "statements") : "not heard"
        let spoken = choice.mentions > 0 ? "spoken of in \(grouped(choice.mentions))" : nil
        return Hit(
            name: choice.actor.name, note: [choice.actor.kind?.rawValue, said, spoken].compactMap { $0 }.joined(separator: ", "),
            address: .speaker(choice.actor.id))
    }

    private static func hit(_ outlet: ListedOutlet) -> Hit {
        Hit(name: outlet.name, note: counted(outlet.articles, "article", "articles"), address: .outlet(outlet.id))
    }

    private static func hit(_ listed: ListedArticle) -> Hit {
        Hit(
            name: listed.article.title ?? listed.article.name,
            note: [listed.article.outlet, listed.day?.description].compactMap { $0 }.joined(separator: ", "),
            address: .article(listed.article.id))
    }
}
