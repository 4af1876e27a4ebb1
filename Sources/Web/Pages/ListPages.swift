import Actors
import Finding
import HTTP
import Ledger
import Record
import Reviews

/// All articles, the latest added first.
struct ArticlesPage {
    private static let length = 50
    private static let fileLength = 5_000

    static func response(_ visit: Visit) throws -> Response {
        let outlet = try visit.number("outlet")
        let length = visit.format == .csv ? fileLength : length
        let month = visit.request.value("month")
        let days = try DayRange(since: month, until: month)
        let found = try visit.ledger.articles(before: visit.number("before"), outlet: outlet, days: days, length + 1)
        let address = Address.articles.with("outlet", outlet).with("month", month)
        switch visit.format {
        case .html: return .html(page(found, address))
        case .json:
            return .json { json in
                json.object { json in
                    json.name("articles")
                    json.array(found.prefix(length)) { $0.article.write(to: &$1) }
                    json.member(
                        "next", found.count > length ? address.with("before", found[length - 1].article.id).data(.json).text : nil
                    )
                }
            }
        case .csv:
            let heading = Cells.row(["article", "outlet", "published", "title", "url", "statements", "copy_of"])
            return .table(heading + found.prefix(length).map(row).joined())
        }
    }

    private static func row(_ listed: ListedArticle) -> String {
        let article = listed.article
        return Cells.row([
            "\(article.id)", Cells.safe(article.outlet ?? ""), Cells.safe(article.published ?? ""),
            Cells.safe(article.title ?? ""),
            Cells.safe(article.url ?? ""), "\(listed.statements)", article.copyOf.map { "\($0)" } ?? "",
        ])
    }

    private static func page(_ found: [ListedArticle], _ address: Address) -> HTML {
        Frame(title: "Articles", address: address, formats: [.json, .csv]).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Articles")
                if found.isEmpty {
                    html.element("p", .class("empty")) { html in
                        html.text("There are none yet. ")
                        html.element("a", .href(.add), text: "Add some")
                    }
                }
                html.element("ol") { html in
                    for article in found.prefix(length) { html.entry(article) }
                }
                if found.count > length {
                    html.element("nav", .class("pager")) { html in
                        html.element(
                            "a", .href(address.with("before", found[length - 1].article.id)), .fixed("rel", "next"),
                            text: "Earlier ones")
                    }
                }
            }
        }
    }
}

/// Those who are heard most, and the way to all others by name.
struct SpeakersPage {
    private static let length = 100

    static func response(_ visit: Visit) throws -> Response {
        if let name = visit.request.value("name"), visit.format == .html { return try named(name, visit) }
        let speakers = try visit.site.kept.value("speakers", mark: visit.mark) {
            try visit.ledger.mostHeard(length)
        }
        switch visit.format {
        case .html: return .html(page(speakers))
        case .json:
            return .json { json in
                json.object { json in
                    json.name("speakers")
                    json.array(speakers) { $1.write($0) }
                }
            }
        case .csv:
            let rows = speakers.map {
                Cells.row(["\($0.actor.id)", Cells.safe($0.actor.name), $0.actor.kind?.rawValue ?? "", "\($0.count)"])
            }
            return .table(Cells.row(["actor", "name", "kind", "statements"]) + rows.joined())
        }
    }

    /// The one of that name, or the choice of several.
    private static func named(_ name: String, _ visit: Visit) throws -> Response {
        do {
            return .see(.speaker(try visit.ledger.actor(name, for: .any).id))
        } catch let fault as QuestionFault {
            return .html(
                Frame(title: "“\(name)”", address: .speakers).page { html in
                    html.element("div", .class("sheet")) { html in
                        html.element("h1", text: "“\(name)”")
                        search(name, &html)
                        html.element(
                            "p", .class("lead"),
                            text: fault.choices.isEmpty ? "Nobody is called so." : "This may be one of these:")
                        html.element("ol", .class("ranked")) { html in
                            for choice in fault.choices {
                                html.element("li") { html in
                                    html.element("a", .href(.speaker(choice.actor.id)), text: choice.actor.name)
                                    html.element(
                                        "span", .class("number"), text: counted(choice.statements, "statement", "statements"))
                                    html.element("span", .class("number"), text: "mentioned in \(grouped(choice.mentions))")
                                }
                            }
                        }
                    }
                }, status: fault.choices.isEmpty ? 404 : 200)
        }
    }

    private static func search(_ name: String, _ html: inout HTML) {
        html.element("form", .class("find"), .action(.speakers)) { html in
            html.void(
                "input", .fixed("type", "search"), .fixed("name", "name"), .fixed("aria-label", "A speaker’s name"),
                .fixed("placeholder", "A name"), .named("value", name))
            html.element("button", text: "Find")
        }
    }

    private static func page(_ speakers: [CountedActor]) -> HTML {
        Frame(title: "Speakers", address: .speakers, formats: [.json, .csv]).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Speakers")
                search("", &html)
                html.element("h2", text: "Most statements")
                if speakers.isEmpty { html.element("p", .class("empty"), text: "Nobody is heard yet.") }
                html.ranked(speakers, "statement", "statements")
            }
        }
    }
}

/// All outlets, those with most articles first.
struct OutletsPage {
    private static let length = 500

    static func response(_ visit: Visit) throws -> Response {
        let outlets = try Array(visit.outlets().listed.prefix(length))
        switch visit.format {
        case .html: return .html(page(outlets))
        case .json:
            return .json { json in
                json.object { json in
                    json.name("outlets")
                    json.array(outlets) { $1.write($0) }
                }
            }
        case .csv:
            let rows = outlets.map {
                Cells.row(["\($0.id)", Cells.safe($0.name), "\($0.articles)", $0.lastDay?.description ?? ""])
            }
            return .table(Cells.row(["outlet", "name", "articles", "latest"]) + rows.joined())
        }
    }

    private static func page(_ outlets: [ListedOutlet]) -> HTML {
        Frame(title: "Outlets", address: .outlets, formats: [.json, .csv]).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Outlets")
                if outlets.isEmpty { html.element("p", .class("empty"), text: "No article says yet which outlet it is from.") }
                html.element("ol", .class("ranked")) { html in
                    for outlet in outlets {
                        html.element("li") { html in
                            html.element("a", .href(.outlet(outlet.id)), text: outlet.name)
                            html.element("span", .class("number"), text: counted(outlet.articles, "article", "articles"))
                            html.element("span", .class("number"), text: outlet.lastDay.map { "latest \($0)" } ?? "")
                        }
                    }
                }
            }
        }
    }
}

extension JSONWriter {
    /// An actor with a count.
    mutating func write(_ speaker: CountedActor) {
        object { json in
            speaker.actor.writeMembers(to: &json)
            json.member("statements", speaker.count)
        }
    }

    /// An outlet with what there is of it.
    mutating func write(_ outlet: ListedOutlet) {
        object { json in
            json.member("id", outlet.id)
            json.member("name", outlet.name)
            json.member("articles", outlet.articles)
            json.member("latest", outlet.lastDay?.description)
        }
    }
}
